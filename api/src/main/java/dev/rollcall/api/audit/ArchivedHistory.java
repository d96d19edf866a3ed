package dev.rollcall.api.audit;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.archive.ArchiveRecords;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Refuses answers that would lack what is in files. An answer is complete only if this is asked after its data was read.
 */
@Component
public class ArchivedHistory {

    private final ArchiveRecords archives;

    ArchivedHistory(ArchiveRecords archives) {
        this.archives = archives;
    }

    /** Returns the time before which ended sessions are in files; empty if none are. */
    public Optional<Instant> endedBefore() {
        return archives.read().map(ArchiveRecords.Archived::endedBefore);
    }

    /**
     * @param moment the earliest one that the answer is about
     * @throws Problem {@code HISTORY_ARCHIVED} if sessions that were live then may be in files
     */
    public void requireThere(Instant moment) {
        endedBefore().filter(moment::isBefore).ifPresent(endedBefore -> {
            throw new Problem(
                    ProblemCode.HISTORY_ARCHIVED,
                    "Sessions that had ended before " + endedBefore + " are in archives: ask about a later time.");
        });
    }

    /**
     * @param session was not found; empty if its id is none
     * @throws Problem {@code HISTORY_ARCHIVED} if the session may be in a file
     */
    public void requireThere(Optional<SessionId> session) {
        session.map(SessionId::madeAt).ifPresent(this::requireThere);
    }

    /**
     * @param line of the transparency log
     * @throws Problem {@code HISTORY_ARCHIVED} if the line is in a file
     */
    public void requireLine(long line) {
        archives.read().filter(archived -> line < archived.lines()).ifPresent(archived -> {
            throw new Problem(
                    ProblemCode.HISTORY_ARCHIVED,
                    "Lines before " + archived.lines() + " are in archives: begin with that one.");
        });
    }
}
