package dev.rollcall.api.audit.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.api.audit.ArchivedHistory;
import dev.rollcall.api.audit.Cursors;
import dev.rollcall.api.audit.HistoryCatchUp;
import dev.rollcall.api.audit.HistoryFreshness;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.input.CursorPage;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the history of users and sessions. */
@RestController
@RequestMapping(path = "/audit", produces = MediaType.APPLICATION_JSON_VALUE)
class HistoryController {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TimelinePage(
            List<TimelineEntry> entries, @Nullable String next) {}

    record PastSessionView(HistoryFreshness history, PastSession session) {}

    private final Timelines timelines;
    private final SessionHistory sessions;
    private final HistoryCatchUp catchUp;
    private final ArchivedHistory archived;

    HistoryController(Timelines timelines, SessionHistory sessions, HistoryCatchUp catchUp, ArchivedHistory archived) {
        this.timelines = timelines;
        this.sessions = sessions;
        this.catchUp = catchUp;
        this.archived = archived;
    }

    @GetMapping("/users/{userId}/timeline")
    @Operation(summary = "List everything that happened to a user's sessions and settings, oldest first; for auditors")
    @ProblemResponses({ProblemCode.FORBIDDEN, ProblemCode.USER_NOT_FOUND})
    TimelinePage timeline(
            @PathVariable String userId,
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) @Min(1) @Max(CursorPage.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        long after = Cursors.number(cursor, -1);
        if (!timelines.exists(userId)) {
            throw KnownUsers.notFound(null);
        }
        CursorPage<TimelineEntry> page = CursorPage.read(
                limit, number -> timelines.read(userId, after + 1, number), entry -> Long.toString(entry.sequence()));
        return new TimelinePage(page.entries(), page.next());
    }

    @GetMapping("/sessions/{sessionId}")
    @Operation(summary = "Get the whole history of a session, even long after its end; for auditors")
    @ProblemResponses({ProblemCode.FORBIDDEN, ProblemCode.SESSION_NOT_FOUND, ProblemCode.HISTORY_ARCHIVED})
    PastSessionView pastSession(@PathVariable String sessionId, @AuthenticationPrincipal Caller caller) {
        HistoryFreshness history = catchUp.await();
        Optional<SessionId> id = SessionId.parse(sessionId);
        return id.flatMap(sessions::find)
                .map(session -> new PastSessionView(history, session))
                .orElseThrow(() -> notFound(id));
    }

    private Problem notFound(Optional<SessionId> id) {
        archived.requireThere(id);
        return new Problem(ProblemCode.SESSION_NOT_FOUND, "Check the session id.");
    }
}
