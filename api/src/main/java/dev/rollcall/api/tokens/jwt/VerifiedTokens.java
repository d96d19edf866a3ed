package dev.rollcall.api.tokens.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.api.tokens.AccessToken;
import dev.rollcall.api.tokens.Authenticated;
import dev.rollcall.api.tokens.BearerToken;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.InvalidToken;
import dev.rollcall.api.tokens.IssuedToken;
import dev.rollcall.api.tokens.external.ExternalIssuers;
import dev.rollcall.api.tokens.keys.SigningKeys;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Caches verified tokens, and those that this node issued, because verifying a signature costs more than the rest of a
 * check. A token stays in the cache until it expires, its key is retired, or the cache is full. The key of the cache is the SHA-256 digest of the token,
 * so that memory holds no usable tokens.
 */
@Component
public class VerifiedTokens {

    /** As long as external issuers' keys are cached, so that a cached token outlives its cached key by no more. */
    private static final Duration EXTERNAL_CACHE_TTL = Duration.ofMinutes(5);

    private static final int LONGEST_TOKEN = 8_192;

    private final Cache<ByteBuffer, AccessToken> verified;
    private final Cache<ByteBuffer, ExternalToken> external;
    private final AccessTokens tokens;
    private final ExternalIssuers issuers;
    private final SigningKeys keys;
    private final Clock clock;

    VerifiedTokens(
            AccessTokens tokens,
            ExternalIssuers issuers,
            SigningKeys keys,
            Clock clock,
            VerifiedTokensProperties properties,
            MeterRegistry meters) {
        int size = properties.knownTokens();
        this.verified = Caffeine.newBuilder()
                .maximumSize(size)
                .recordStats()
                .executor(Runnable::run)
                .build();
        this.external = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(EXTERNAL_CACHE_TTL)
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, verified, "tokens");
        CaffeineCacheMetrics.monitor(meters, external, "external-tokens");
        this.tokens = tokens;
        this.issuers = issuers;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Issues a token for a session that was just found live. This node never has to verify it.
     *
     * @param authentication the user's name and role, and when they authenticated
     */
    public IssuedToken issue(UserId userId, SessionId sessionId, Authenticated authentication) {
        IssuedToken issued = tokens.issue(userId, sessionId, authentication);
        verified.put(digest(issued.value()), issued.content());
        return issued;
    }

    /**
     * @throws InvalidToken unless this service issued the token, or an external issuer did for this service, and it has
     *     not expired
     * @throws dev.rollcall.api.web.problem.Problem {@code SESSION_STATE_UNAVAILABLE} if an issuer's keys
     *     cannot be read
     */
    public BearerToken verify(String token) {
        if (token.length() > LONGEST_TOKEN) {
            throw new InvalidToken("too long", null);
        }
        ByteBuffer digest = digest(token);
        Instant now = clock.instant();
        AccessToken own = verified.getIfPresent(digest);
        if (own != null && isValid(own, now)) {
            return own;
        }
        ExternalToken theirs = external.getIfPresent(digest);
        if (theirs != null && now.isBefore(theirs.expiresAt())) {
            return theirs;
        }
        verified.invalidate(digest);
        return verifyUncached(token, digest);
    }

    /** @return empty if the token is not valid now; the session of a valid token may have ended */
    public Optional<BearerToken> find(String token) {
        try {
            return Optional.of(verify(token));
        } catch (InvalidToken invalid) {
            return Optional.empty();
        }
    }

    private boolean isValid(AccessToken token, Instant now) {
        return now.isBefore(token.expiresAt()) && keys.isValid(token.keyId(), now);
    }

    private BearerToken verifyUncached(String token, ByteBuffer digest) {
        Optional<ExternalToken> theirs = issuers.verify(token);
        if (theirs.isPresent()) {
            external.put(digest, theirs.get());
            return theirs.get();
        }
        AccessToken own = tokens.verify(token);
        verified.put(digest, own);
        return own;
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
