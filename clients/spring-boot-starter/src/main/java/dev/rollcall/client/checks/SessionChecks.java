package dev.rollcall.client.checks;

import dev.rollcall.client.EndedSession;
import dev.rollcall.client.SessionEndedError;
import dev.rollcall.client.endings.Endings;
import dev.rollcall.client.introspection.Introspections;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;

/** Decides whether the session of a verified token is live: from what is known here, otherwise by asking Rollcall. */
public final class SessionChecks {

    private static final OAuth2TokenValidatorResult LIVE = OAuth2TokenValidatorResult.success();

    /**
     * The token may have expired by Rollcall's clock, so this does not say that the session has ended. A client that
     * refreshes its token learns that, with the reason.
     */
    private static final OAuth2TokenValidatorResult INACTIVE = OAuth2TokenValidatorResult.failure(
            BearerTokenErrors.invalidToken("Rollcall does not accept this token any more"));

    private final Endings endings;
    private final Introspections introspections;

    public SessionChecks(Endings endings, Introspections introspections) {
        this.endings = endings;
        this.introspections = introspections;
    }

    /** Decides from what is known here, or returns nothing if that is not enough. */
    public Optional<OAuth2TokenValidatorResult> checkLocally(Jwt token) {
        String sessionId = sessionId(token);
        return switch (endings.stateOf(sessionId, issuedAt(token))) {
            case LIVE -> Optional.of(LIVE);
            case ENDED -> Optional.of(ended(sessionId));
            case UNKNOWN -> Optional.empty();
        };
    }

    /**
     * Decides by asking Rollcall.
     *
     * @return fails with {@link dev.rollcall.client.SessionStateUnavailableException} if Rollcall does not say
     */
    public CompletableFuture<OAuth2TokenValidatorResult> ask(Jwt token) {
        return introspections.isActive(token).thenApply(active -> {
            // The stream may have told the reason in the meantime.
            Optional<EndedSession> ended = endings.find(sessionId(token));
            return ended.map(SessionChecks::refusal).orElse(active ? LIVE : INACTIVE);
        });
    }

    private OAuth2TokenValidatorResult ended(String sessionId) {
        return endings.find(sessionId).map(SessionChecks::refusal).orElse(INACTIVE);
    }

    private static OAuth2TokenValidatorResult refusal(EndedSession session) {
        return OAuth2TokenValidatorResult.failure(new SessionEndedError(session));
    }

    private static String sessionId(Jwt token) {
        return Objects.requireNonNull(token.getClaimAsString("sid"), "sid");
    }

    private static Instant issuedAt(Jwt token) {
        Instant issuedAt = token.getIssuedAt();
        return issuedAt == null ? Instant.EPOCH : issuedAt;
    }
}
