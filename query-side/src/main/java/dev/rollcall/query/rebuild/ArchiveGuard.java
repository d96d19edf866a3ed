package dev.rollcall.query.rebuild;

import dev.rollcall.eventstore.archive.ArchiveRecords;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps a rebuild from using what it read while events were archived: it may have read the start of a session, and not
 * its end.
 */
class ArchiveGuard {

    private final ArchiveRecords archives;
    private final long last;

    /** @throws IllegalStateException if events are being archived */
    ArchiveGuard(JdbcClient jdbc) {
        this.archives = new ArchiveRecords(jdbc);
        this.last = archives.last();
        if (!archives.read().map(ArchiveRecords.Archived::isComplete).orElse(true)) {
            throw new IllegalStateException(
                    "Events are being archived. If that was interrupted, run the command archive with --remove again");
        }
    }

    /** @throws IllegalStateException if events were archived in the meantime */
    void check() {
        if (archives.last() != last) {
            throw new IllegalStateException("Events were archived during the rebuild. Start it again");
        }
    }
}
