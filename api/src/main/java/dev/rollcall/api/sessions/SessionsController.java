package dev.rollcall.api.sessions;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.input.CursorPage;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSessions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows and ends the live sessions of a user. */
@RestController
@RequestMapping(path = "/users/{userId}/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
class SessionsController {

    private final LiveSessions sessions;
    private final SessionEnds ends;
    private final KnownUsers users;

    SessionsController(LiveSessions sessions, SessionEnds ends, KnownUsers users) {
        this.sessions = sessions;
        this.ends = ends;
        this.users = users;
    }

    @GetMapping
    @Operation(summary = "List the live sessions of a user, newest first")
    SessionPage list(
            @PathVariable String userId,
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) @Min(1) @Max(CursorPage.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return SessionPage.read(sessions, users.require(userId, caller), caller, limit, cursor);
    }

    @GetMapping("/{sessionId}")
    @Operation(summary = "Get one live session")
    SessionView getSession(
            @PathVariable String userId, @PathVariable String sessionId, @AuthenticationPrincipal Caller caller) {
        UserId user = users.require(userId, caller);
        return SessionId.parse(sessionId)
                .flatMap(sessions::find)
                .filter(session -> session.userId().equals(user))
                .map(session -> SessionView.of(session, caller.sessionId()))
                .orElseThrow(SessionEnds::notFound);
    }

    @DeleteMapping("/{sessionId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End one session, but not the current one")
    @ProblemResponses(ProblemCode.CURRENT_SESSION_PROTECTED)
    void end(@PathVariable String userId, @PathVariable String sessionId, @AuthenticationPrincipal Caller caller) {
        if (caller.sessionId().value().equals(sessionId)) {
            throw new Problem(ProblemCode.CURRENT_SESSION_PROTECTED, "Use POST /auth/logout to sign out here.");
        }
        ends.one(users.require(userId, caller), sessionId, caller);
    }

    @DeleteMapping
    @Operation(summary = "End all sessions of a user, or all others with except=current")
    EndedResponse endAll(
            @PathVariable String userId,
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String except) {
        return EndedResponse.of(ends.all(users.require(userId, caller), caller, except));
    }
}
