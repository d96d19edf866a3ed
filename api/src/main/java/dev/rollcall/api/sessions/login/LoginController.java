package dev.rollcall.api.sessions.login;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.api.sessions.Devices;
import dev.rollcall.api.sessions.TokenResponse;
import dev.rollcall.api.sessions.cookie.RefreshTokenCookie;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.api.web.problem.SingleLine;
import dev.rollcall.api.web.problem.WellFormed;
import dev.rollcall.event.UserId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

/** Logs users in. */
@RestController
@RequestMapping(path = "/auth", produces = MediaType.APPLICATION_JSON_VALUE)
class LoginController {

    /**
     * The body of a login; {@code user_name} is accepted for {@code userName}.
     *
     * @param newPassword replaces a password that has to be changed; null otherwise
     * @param refreshTokenCookie true if the refresh token shall be in a cookie that scripts cannot read
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record LoginRequest(
            @JsonAlias("user_name") @NotBlank @Size(max = UserId.MAX_LENGTH) @SingleLine
            String userName,

            @NotEmpty @Size(max = 1_024) @Pattern(regexp = WellFormed.REGEXP, message = WellFormed.MESSAGE)
            String password,

            @JsonAlias("new_password")
            @Schema(description = "Replaces the password, if the answer to a login was PASSWORD_CHANGE_REQUIRED")
            @Nullable
            @Pattern(regexp = WellFormed.REGEXP, message = WellFormed.MESSAGE)
            String newPassword,

            @JsonAlias("device_label") @Nullable @Size(max = 120) @SingleLine
            String deviceLabel,

            @JsonAlias("refresh_token_cookie")
            @Schema(description = "Whether the refresh token goes into a cookie that scripts cannot read")
            @Nullable
            Boolean refreshTokenCookie) {

        boolean wantsCookie() {
            return Boolean.TRUE.equals(refreshTokenCookie);
        }

        /** Never shows the password. */
        @Override
        public String toString() {
            return "LoginRequest[" + userName + "]";
        }
    }

    private final Logins logins;
    private final Devices devices;
    private final RefreshTokenCookie cookie;

    LoginController(Logins logins, Devices devices, RefreshTokenCookie cookie) {
        this.logins = logins;
        this.devices = devices;
        this.cookie = cookie;
    }

    @PostMapping(path = "/login", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Log in with user name and password, and start a session")
    @ProblemResponses({
        ProblemCode.ORIGIN_NOT_ALLOWED,
        ProblemCode.INVALID_CREDENTIALS,
        ProblemCode.PASSWORD_CHANGE_REQUIRED,
        ProblemCode.SESSION_LIMIT_REACHED,
        ProblemCode.TOO_MANY_SESSION_STARTS,
        ProblemCode.TOO_MANY_LOGIN_ATTEMPTS
    })
    TokenResponse login(
            @Valid @RequestBody LoginRequest login, HttpServletRequest request, HttpServletResponse response) {
        if (login.wantsCookie()) {
            cookie.requireAllowedOrigin(request);
        }
        TokenResponse tokens = logins.login(
                new Logins.Credentials(
                        login.userName(), login.password(), login.newPassword(), request.getRemoteAddr()),
                devices.of(request, login.deviceLabel()));
        return login.wantsCookie() ? tokens.withCookie(cookie, request, response) : tokens;
    }
}
