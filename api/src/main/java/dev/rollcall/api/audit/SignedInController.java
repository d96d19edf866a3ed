package dev.rollcall.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.api.input.Page;
import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.security.Caller;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who was signed in at a moment. */
@RestController
class SignedInController {

    /**
     * @param settled whether this will always be the answer; if not, events may be missing that are not committed, not in
     *     the history, or not recorded yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SignedInPage(
            Instant at,
            boolean settled,
            HistoryState history,
            List<PastSession> sessions,
            @Nullable String next) {}

    private final SessionHistory sessions;
    private final FreshHistory fresh;
    private final Clock clock;

    SignedInController(SessionHistory sessions, FreshHistory fresh, Clock clock) {
        this.sessions = sessions;
        this.fresh = fresh;
        this.clock = clock;
    }

    @GetMapping(path = "/audit/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Who was signed in at a moment, from where, since when, and how it ended, newest first;"
                    + " for auditors")
    SignedInPage signedIn(
            @AuthenticationPrincipal Caller caller,
            @RequestParam String at,
            @RequestParam(required = false) @Nullable String userId,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Instant moment = Moments.parse("at", at);
        if (moment.isAfter(clock.instant())) {
            throw Problem.invalid("at", "must not be in the future");
        }
        var user = UserIds.parseIfGiven(userId);
        var after = Cursors.place(cursor);
        HistoryState history = fresh.await();
        Page<PastSession> page = Page.read(limit, number -> sessions.liveAt(moment, user, after, number), Cursors::of);
        return new SignedInPage(moment, FreshHistory.isFinal(moment, history), history, page.entries(), page.next());
    }
}
