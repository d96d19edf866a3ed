package dev.rollcall.api.sessions.login;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.OutcomeMetrics;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.SessionStarts;
import dev.rollcall.api.sessions.TokenResponse;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.tokens.Authenticated;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.tokens.jwt.RefreshTokens;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.query.livesessions.LiveSession;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Exchanges refresh tokens for new tokens. */
@RestController
class RefreshController {

    /** The body of a refresh; {@code refreshToken} is accepted for {@code refresh_token}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RefreshRequest(
            @JsonProperty("refresh_token") @JsonAlias("refreshToken") @NotBlank @Size(max = 512)
            String refreshToken) {

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
    private final OutcomeMetrics metrics;

    RefreshController(
            Accounts accounts,
            SessionStarts starts,
            SessionChecks checks,
            SessionEnds ends,
            RefreshTokens refreshTokens,
            OutcomeMetrics metrics) {
        this.accounts = accounts;
        this.starts = starts;
        this.checks = checks;
        this.ends = ends;
        this.refreshTokens = refreshTokens;
        this.metrics = metrics;
    }

    @PostMapping(
            path = "/auth/refresh-token",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Exchange a refresh token for new tokens of the same session")
    @ProblemResponses({ProblemCode.INVALID_TOKEN, ProblemCode.SESSION_ENDED, ProblemCode.ACCOUNT_DISABLED})
    TokenResponse refresh(@Valid @RequestBody RefreshRequest refresh) {
        Exchange exchange = metrics.refresh(Exchange::outcome, () -> exchange(refresh.refreshToken()));
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
