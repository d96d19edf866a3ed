package dev.rollcall.api.audit;

import dev.rollcall.api.web.input.CursorPage;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.standby.StandbyReads;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds who was signed in at a given time. */
@Component
public class SignedIn {

    private final SessionHistory sessions;
    private final HistoryCatchUp catchUp;
    private final ArchivedHistory archived;
    private final StandbyReads standby;
    private final Clock clock;

    SignedIn(
            SessionHistory sessions,
            HistoryCatchUp catchUp,
            ArchivedHistory archived,
            StandbyReads standby,
            Clock clock) {
        this.sessions = sessions;
        this.catchUp = catchUp;
        this.archived = archived;
        this.standby = standby;
        this.clock = clock;
    }

    /**
     * @param user null for all users
     * @throws Problem {@code INVALID_REQUEST} for a time in the future or an invalid cursor, {@code HISTORY_ARCHIVED}
     *     for a time whose sessions may be in files
     */
    public SignedInPage at(Instant moment, @Nullable UserId user, int limit, @Nullable String cursor) {
        if (moment.isAfter(clock.instant())) {
            throw Problem.invalid("at", "must not be in the future");
        }
        var after = Cursors.place(cursor);
        return standby.read(askedAt -> {
            HistoryFreshness history = catchUp.await(askedAt);
            CursorPage<PastSession> page =
                    CursorPage.read(limit, number -> sessions.liveAt(moment, user, after, number), Cursors::of);
            archived.requireThere(moment);
            return new SignedInPage(
                    moment, HistoryCatchUp.isFinal(moment, history), history, page.entries(), page.next());
        });
    }
}
