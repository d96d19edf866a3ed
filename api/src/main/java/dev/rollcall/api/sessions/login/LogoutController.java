package dev.rollcall.api.sessions.login;

import dev.rollcall.api.sessions.Devices;
import dev.rollcall.api.sessions.EndedResponse;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.access.CallerResolver;
import dev.rollcall.api.sessions.access.SessionlessHolder;
import dev.rollcall.api.sessions.access.TokenHolder;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.cookie.RefreshTokenCookie;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.command.EndedByCommand;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.LiveSessions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Logs users out: of the current session, another one, or all of them. The cookie with the refresh token goes with the
 * current session.
 */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class LogoutController {

    static final String CURRENT = "/auth/logout";
    static final String ALL = "/auth/logout-all";

    /** @param expiredSessions how many other sessions of the user had timed out, and are now recorded as expired */
    record LogoutResponse(SessionId sessionId, int expiredSessions) {}

    private final SessionEnds ends;
    private final SessionChecks checks;
    private final LiveSessions sessions;
    private final Devices devices;
    private final RefreshTokenCookie cookie;

    LogoutController(
            SessionEnds ends, SessionChecks checks, LiveSessions sessions, Devices devices, RefreshTokenCookie cookie) {
        this.ends = ends;
        this.checks = checks;
        this.sessions = sessions;
        this.devices = devices;
        this.cookie = cookie;
    }

    @PostMapping("/logout")
    @Operation(summary = "Log out: end the current session, or the only one on the same device if the token names none")
    @ProblemResponses(ProblemCode.SESSION_REQUIRED)
    LogoutResponse logoutHere(
            @AuthenticationPrincipal TokenHolder holder, HttpServletRequest request, HttpServletResponse response) {
        Caller caller =
                holder instanceof SessionlessHolder sessionless ? onSameDevice(sessionless, request) : (Caller) holder;
        return logout(caller, request, response);
    }

    /**
     * Finds the only session on the device of the request. Does not apply to a token that names its login or a request
     * that names a session: they must not end any other session.
     *
     * @throws Problem {@code SESSION_REQUIRED} unless exactly one session has the user agent and address of the request
     */
    private Caller onSameDevice(SessionlessHolder holder, HttpServletRequest request) {
        return Optional.of(holder)
                .filter(unnamed -> unnamed.token().loginId() == null && !unnamed.namedSession())
                .flatMap(unnamed -> sessions.findOnlyOnDevice(devices.of(request, null), holder.userId()))
                .map(session -> Caller.with(holder.token(), session))
                .orElseThrow(() -> new Problem(
                        ProblemCode.SESSION_REQUIRED,
                        "Name the session in the header " + CallerResolver.SESSION_ID + "."));
    }

    @PostMapping(CURRENT)
    @Operation(summary = "Log out: end the current session")
    LogoutResponse logout(
            @AuthenticationPrincipal Caller caller, HttpServletRequest request, HttpServletResponse response) {
        EndedByCommand ended = ends.current(caller);
        if (ended.sessionIds().isEmpty()) {
            throw checks.ended(caller.sessionId());
        }
        cookie.clear(request, response);
        return new LogoutResponse(caller.sessionId(), ended.expired());
    }

    @PostMapping(ALL)
    @Operation(summary = "Log out everywhere, or everywhere else with except=current")
    EndedResponse logoutAll(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String except,
            HttpServletRequest request,
            HttpServletResponse response) {
        return ended(ends.all(caller.userId(), caller, except), caller, request, response);
    }

    /** @throws Problem {@code SESSION_NOT_FOUND} if it is not one of the caller's live sessions */
    @PostMapping("/auth/logout-session/{sessionId}")
    @Operation(summary = "Log out on another device: end one of the user's sessions")
    EndedResponse logoutSession(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String sessionId,
            HttpServletRequest request,
            HttpServletResponse response) {
        return ended(ends.one(caller.userId(), sessionId, caller), caller, request, response);
    }

    private EndedResponse ended(
            EndedByCommand ended, Caller caller, HttpServletRequest request, HttpServletResponse response) {
        if (ended.sessionIds().contains(caller.sessionId())) {
            cookie.clear(request, response);
        }
        return EndedResponse.of(ended);
    }
}
