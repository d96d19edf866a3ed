package dev.rollcall.api.sessions.login;

import dev.rollcall.api.sessions.SessionPage;
import dev.rollcall.api.sessions.SessionView;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.web.input.CursorPage;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSessions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows callers who they are, and their live sessions. */
@RestController
@RequestMapping(path = "/auth", produces = MediaType.APPLICATION_JSON_VALUE)
class ProfileController {

    /** Who is logged in, and with which session. */
    record Profile(UserId userId, String userName, Role role, SessionView session) {}

    private final LiveSessions sessions;

    ProfileController(LiveSessions sessions) {
        this.sessions = sessions;
    }

    @GetMapping("/profile")
    @Operation(summary = "Who am I?")
    Profile profile(@AuthenticationPrincipal Caller caller) {
        return new Profile(
                caller.userId(),
                caller.userName(),
                caller.role(),
                SessionView.of(caller.session(), caller.sessionId()));
    }

    @GetMapping("/sessions")
    @Operation(summary = "List my live sessions, newest first")
    SessionPage sessions(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) @Min(1) @Max(CursorPage.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return SessionPage.read(sessions, caller.userId(), caller, limit, cursor);
    }
}
