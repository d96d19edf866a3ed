package dev.rollcall.api.audit;

import dev.rollcall.api.web.input.CursorPage;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.UserId;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells who was signed in at a moment. */
@Component
public class SignedIn {

    private final SessionHistory sessions;
    private final HistoryCatchUp fresh;
    private final Clock clock;

    SignedIn(SessionHistory sessions, HistoryCatchUp fresh, Clock clock) {
        this.sessions = sessions;
        this.fresh = fresh;
        this.clock = clock;
    }

    /**
     * @param user null for everybody
     * @throws Problem {@code INVALID_REQUEST} for a moment in the future, and for a cursor that is none
     */
    public SignedInPage at(Instant moment, @Nullable UserId user, int limit, @Nullable String cursor) {
        if (moment.isAfter(clock.instant())) {
            throw Problem.invalid("at", "must not be in the future");
        }
        var after = Cursors.place(cursor);
        HistoryFreshness history = fresh.await();
        CursorPage<PastSession> page =
                CursorPage.read(limit, number -> sessions.liveAt(moment, user, after, number), Cursors::of);
        return new SignedInPage(moment, HistoryCatchUp.isFinal(moment, history), history, page.entries(), page.next());
    }
}
