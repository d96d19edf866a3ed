package dev.rollcall.api.sessions.login;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.OutcomeMetrics;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.TokenResponse;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.cookie.RefreshTokenCookie;
import dev.rollcall.api.sessions.start.SessionStarts;
import dev.rollcall.api.tokens.Authenticated;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.tokens.jwt.RefreshTokens;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.query.livesessions.LiveSession;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Exchanges refresh tokens for new tokens. */
@RestController
class RefreshController {

    /**
     * The body of a refresh; {@code refreshToken} is accepted for {@code refresh_token}.
     *
     * @param refreshToken null to use the cookie; otherwise the cookie is neither used nor changed
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RefreshRequest(
            @JsonProperty("refresh_token")
            @JsonAlias("refreshToken")
            @Nullable
            @Pattern(regexp = "(?s).*\\S.*", message = NOT_BLANK)
            @Size(max = 512)
            String refreshToken) {

        static final String NOT_BLANK = "must not be blank";

        /** Never shows the token. */
        @Override
        public String toString() {
            return "RefreshRequest";
        }
    }

    private record Exchange(LiveSession session, Role role, RefreshTokens.Rotation rotation) {

        RefreshTokens.Rotation.Outcome outcome() {
            return rotation.outcome();
        }
    }

    private final Accounts accounts;
    private final SessionStarts starts;
    private final SessionChecks checks;
    private final SessionEnds ends;
    private final RefreshTokens refreshTokens;
    private final RefreshTokenCookie cookie;
    private final OutcomeMetrics metrics;

    RefreshController(
            Accounts accounts,
            SessionStarts starts,
            SessionChecks checks,
            SessionEnds ends,
            RefreshTokens refreshTokens,
            RefreshTokenCookie cookie,
            OutcomeMetrics metrics) {
        this.accounts = accounts;
        this.starts = starts;
        this.checks = checks;
        this.ends = ends;
        this.refreshTokens = refreshTokens;
        this.cookie = cookie;
        this.metrics = metrics;
    }

    @PostMapping(
            path = "/auth/refresh-token",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Exchange a refresh token, from the body or else the cookie, for new tokens of the same session")
    @ProblemResponses({
        ProblemCode.ORIGIN_NOT_ALLOWED,
        ProblemCode.INVALID_TOKEN,
        ProblemCode.SESSION_ENDED,
        ProblemCode.ACCOUNT_DISABLED
    })
    TokenResponse refresh(
            @Valid @RequestBody(required = false) @Nullable RefreshRequest body,
            HttpServletRequest request,
            HttpServletResponse response) {
        String given = body == null ? null : body.refreshToken();
        if (given != null) {
            return refresh(given);
        }
        String kept = cookie.read(request)
                .orElseThrow(() -> Problem.invalid("refresh_token", RefreshRequest.NOT_BLANK + " without a cookie"));
        return refresh(kept).withCookie(cookie, request, response);
    }

    private TokenResponse refresh(String refreshToken) {
        Exchange exchange = metrics.refresh(Exchange::outcome, () -> exchange(refreshToken));
        LiveSession session = exchange.session();
        String successor = exchange.rotation().successor();
        if (successor == null) {
            throw endStolen(session);
        }
        return starts.tokens(session, Authenticated.refreshed(session.userId().value(), exchange.role()), successor);
    }

    private Exchange exchange(String refreshToken) {
        RefreshTokens.Presented token = refreshTokens
                .parse(refreshToken)
                .orElseThrow(() -> new Problem(ProblemCode.INVALID_TOKEN, "Sign in again."));
        LiveSession session = checks.requireLive(token.sessionId());
        Role role = accounts.roleOf(session.userId());
        return new Exchange(session, role, refreshTokens.rotate(token));
    }

    /**
     * Ends the session of a refresh token that was used before: two parties have the token, and there is no telling
     * which one stole it (RFC 9700 section 4.14.2).
     */
    private Problem endStolen(LiveSession session) {
        ends.stolen(session.userId(), session.sessionId());
        return checks.ended(session.sessionId());
    }
}
