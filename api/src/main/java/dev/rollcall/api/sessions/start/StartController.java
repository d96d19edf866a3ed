package dev.rollcall.api.sessions.start;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.rollcall.api.accounts.clients.TrustedClient;
import dev.rollcall.api.sessions.Devices;
import dev.rollcall.api.sessions.SessionView;
import dev.rollcall.api.sessions.TokenResponse;
import dev.rollcall.api.sessions.access.TokenHolder;
import dev.rollcall.api.sessions.cookie.RefreshTokenCookie;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.api.web.problem.SingleLine;
import dev.rollcall.event.UserId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.hibernate.validator.constraints.IpAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** Starts sessions for holders of a valid token, and for users whom a trusted client has authenticated. */
@RestController
class StartController {

    static final String PATH = "/users/{userId}/sessions";

    /**
     * The label of the device and, from a trusted client, its user agent and address.
     *
     * @param userAgent of the user's device; only a trusted client may set it
     * @param ipAddress of the user's device; only a trusted client may set it
     * @param refreshTokenCookie true if the refresh token shall be in a cookie that scripts cannot read; only for
     *     {@code /auth/bootstrap-session}
     */
    record StartRequest(
            @JsonAlias("device_label") @Nullable @Size(max = 120) @SingleLine
            String deviceLabel,

            @JsonAlias("user_agent") @Nullable @Size(max = 2_048) @SingleLine
            String userAgent,

            @JsonAlias("ip_address") @Nullable @IpAddress(message = "must be an IP address")
            String ipAddress,

            @JsonAlias("refresh_token_cookie")
            @Schema(
                    description =
                            "Whether the refresh token goes into a cookie; only with POST /auth/bootstrap-session")
            @Nullable
            Boolean refreshTokenCookie) {

        static final StartRequest EMPTY = new StartRequest(null, null, null, null);

        boolean wantsCookie() {
            return Boolean.TRUE.equals(refreshTokenCookie);
        }
    }

    private final SessionStarts starts;
    private final Devices devices;
    private final RefreshTokenCookie cookie;

    StartController(SessionStarts starts, Devices devices, RefreshTokenCookie cookie) {
        this.starts = starts;
        this.devices = devices;
        this.cookie = cookie;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Start a session for a user")
    @ProblemResponses({
        ProblemCode.ACCOUNT_DISABLED,
        ProblemCode.SESSION_LIMIT_REACHED,
        ProblemCode.TOO_MANY_SESSION_STARTS
    })
    ResponseEntity<TokenResponse> start(
            @PathVariable String userId,
            @AuthenticationPrincipal Principal principal,
            @Valid @RequestBody(required = false) @Nullable StartRequest body,
            HttpServletRequest request) {
        StartRequest start = body == null ? StartRequest.EMPTY : body;
        if (start.wantsCookie()) {
            throw Problem.invalid("refreshTokenCookie", "may only be set with POST /auth/bootstrap-session");
        }
        return created(
                principal instanceof TrustedClient client
                        ? startFor(userId, client, start)
                        : startOwn((TokenHolder) principal, start, request));
    }

    @PostMapping(
            path = "/auth/bootstrap-session",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Start a session for the subject of the token, with or without an existing session")
    @ProblemResponses({
        ProblemCode.ORIGIN_NOT_ALLOWED,
        ProblemCode.SESSION_LIMIT_REACHED,
        ProblemCode.TOO_MANY_SESSION_STARTS
    })
    ResponseEntity<TokenResponse> bootstrap(
            @AuthenticationPrincipal TokenHolder holder,
            @Valid @RequestBody(required = false) @Nullable StartRequest body,
            HttpServletRequest request,
            HttpServletResponse response) {
        StartRequest start = body == null ? StartRequest.EMPTY : body;
        if (start.wantsCookie()) {
            cookie.requireAllowedOrigin(request);
        }
        TokenResponse started = startOwn(holder, start, request);
        return created(start.wantsCookie() ? started.withCookie(cookie, request, response) : started);
    }

    private static ResponseEntity<TokenResponse> created(TokenResponse started) {
        SessionView session = started.session();
        String user = UriUtils.encode(session.userId().value(), StandardCharsets.UTF_8);
        return ResponseEntity.created(URI.create("/users/" + user + "/sessions/" + session.sessionId()))
                .body(started);
    }

    private TokenResponse startOwn(TokenHolder holder, StartRequest start, HttpServletRequest request) {
        if (start.userAgent() != null || start.ipAddress() != null) {
            throw Problem.invalid(
                    start.userAgent() != null ? "userAgent" : "ipAddress", "may only be set by a trusted client");
        }
        return starts.startFor(holder, devices.of(request, start.deviceLabel()));
    }

    private TokenResponse startFor(String userId, TrustedClient client, StartRequest start) {
        return starts.startFor(
                userId(userId), client, devices.of(start.userAgent(), start.ipAddress(), start.deviceLabel()));
    }

    private static UserId userId(String value) {
        try {
            return new UserId(value);
        } catch (IllegalArgumentException invalid) {
            throw Problem.invalid(
                    "userId",
                    "must not be blank, and must have at most " + UserId.MAX_LENGTH
                            + " characters, without control characters or unpaired surrogates");
        }
    }
}
