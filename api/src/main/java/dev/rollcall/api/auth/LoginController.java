package dev.rollcall.api.auth;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.accounts.Passwords;
import dev.rollcall.api.accounts.Role;
import dev.rollcall.api.checks.SessionChecks;
import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import dev.rollcall.api.problem.Refuses;
import dev.rollcall.api.problem.SingleLine;
import dev.rollcall.api.security.RefreshTokens;
import dev.rollcall.api.sessions.Devices;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.SessionStarts;
import dev.rollcall.api.sessions.TokenResponse;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in, and staying signed in. */
@RestController
@RequestMapping(path = "/auth", produces = MediaType.APPLICATION_JSON_VALUE)
class LoginController {

    /** The body of a log-in; {@code user_name} is accepted for {@code userName}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record LoginRequest(
            @JsonAlias("user_name") @NotBlank @Size(max = UserId.MAX_LENGTH) @SingleLine
            String userName,

            @NotEmpty @Size(max = 1_024) @Pattern(regexp = "^\\P{Cs}*$", message = "must not contain half characters")
            String password,

            @JsonAlias("device_label") @Nullable @Size(max = 120) @SingleLine
            String deviceLabel) {

        /** Never shows the password. */
        @Override
        public String toString() {
            return "LoginRequest[" + userName + "]";
        }
    }

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

    private final Passwords passwords;
    private final Accounts accounts;
    private final SessionStarts starts;
    private final SessionChecks checks;
    private final SessionEnds ends;
    private final RefreshTokens refreshTokens;
    private final Devices devices;

    LoginController(
            Passwords passwords,
            Accounts accounts,
            SessionStarts starts,
            SessionChecks checks,
            SessionEnds ends,
            RefreshTokens refreshTokens,
            Devices devices) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.starts = starts;
        this.checks = checks;
        this.ends = ends;
        this.refreshTokens = refreshTokens;
        this.devices = devices;
    }

    @PostMapping(path = "/login", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Sign in with user name and password, which starts a session")
    @Refuses({
        ProblemCode.INVALID_CREDENTIALS,
        ProblemCode.SESSION_LIMIT_REACHED,
        ProblemCode.TOO_MANY_SESSION_STARTS,
        ProblemCode.TOO_MANY_LOGIN_ATTEMPTS
    })
    TokenResponse login(@Valid @RequestBody LoginRequest login, HttpServletRequest request) {
        Account account = passwords.check(new UserId(login.userName()), login.password(), request.getRemoteAddr());
        return starts.start(SessionStarts.Starter.of(account), devices.of(request, login.deviceLabel()));
    }

    @PostMapping(path = "/refresh-token", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Exchange a refresh token for new tokens of the same session")
    @Refuses({ProblemCode.INVALID_TOKEN, ProblemCode.SESSION_ENDED, ProblemCode.ACCOUNT_DISABLED})
    TokenResponse refresh(@Valid @RequestBody RefreshRequest refresh) {
        RefreshTokens.Presented token = refreshTokens
                .parse(refresh.refreshToken())
                .orElseThrow(() -> new Problem(ProblemCode.INVALID_TOKEN, "Sign in again."));
        LiveSession session = checks.requireLive(token.sessionId());
        Role role = accounts.roleOf(session.userId());
        String successor = refreshTokens.rotate(token).orElseThrow(() -> endStolen(session));
        return starts.tokens(session, session.userId().value(), role, successor);
    }

    /** A token that was used before is in the hands of two: neither keeps the session (RFC 9700 section 4.14.2). */
    private Problem endStolen(LiveSession session) {
        ends.stolen(session.userId(), session.sessionId());
        return checks.ended(session.sessionId());
    }
}
