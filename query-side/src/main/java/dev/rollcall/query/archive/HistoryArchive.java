package dev.rollcall.query.archive;

import dev.rollcall.event.HistoryArchived;
import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.archive.ArchiveRecords;
import dev.rollcall.eventstore.archive.ArchiveRecords.Archived;
import dev.rollcall.eventstore.archive.EventRemoval;
import dev.rollcall.eventstore.continuity.OperatorEvents;
import dev.rollcall.eventstore.postgres.AdvisoryLock;
import dev.rollcall.query.history.HistoryLag;
import dev.rollcall.query.log.LoggedLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the lines of the log up to a time to files, and deletes the events of sessions that had ended by then.
 * Everything can be repeated: what was interrupted is done by the next run.
 */
public class HistoryArchive {

    private static final String DELETE_SESSIONS = "DELETE FROM session_history WHERE session_id = ANY (:sessions)";

    private final JdbcClient jdbc;
    private final ArchiveRecords records;
    private final LoggedLines log;
    private final HistoryLag history;
    private final AdvisoryLock lock;
    private final TransactionTemplate transaction;
    private final Clock clock;

    HistoryArchive(
            JdbcClient jdbc,
            ArchiveRecords records,
            LoggedLines log,
            HistoryLag history,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.records = records;
        this.log = log;
        this.history = history;
        this.lock = new AdvisoryLock(dataSource, "rollcall.archive");
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * What is to be archived.
     *
     * @param endedBefore of the sessions
     * @param from the first line of the log that is in no file of an earlier archive
     * @param to the index after the last line
     * @param lastGlobalIndex the event of the last line
     */
    public record Plan(Instant endedBefore, long from, long to, long lastGlobalIndex) {

        private Archived archived() {
            return new Archived(endedBefore, to, lastGlobalIndex, false);
        }
    }

    /** Written files. They are removed from the database by {@link #remove} only. */
    public record Written(Plan plan, List<HistoryArchived.File> files) {

        /** Adds a file of something else than the log. */
        public Written with(Optional<HistoryArchived.File> more) {
            return new Written(
                    plan, Stream.concat(files.stream(), more.stream()).toList());
        }
    }

    /**
     * @param endedBefore of the sessions to archive
     * @param globalIndex every event that was recorded before that time has a lower one
     */
    public Plan plan(Instant endedBefore, long globalIndex) {
        Optional<Archived> earlier = records.read();
        LoggedLines.Beginning lines = log.before(globalIndex);
        long from = earlier.map(Archived::lines).orElse(0L);
        return lines.lines() > from
                ? new Plan(endedBefore, from, lines.lines(), lines.globalIndex())
                : new Plan(
                        endedBefore,
                        from,
                        from,
                        earlier.map(Archived::lastGlobalIndex).orElse(0L));
    }

    /**
     * Writes the files that are missing in a directory, and verifies all of them.
     *
     * @param progress receives the index after the last line that is in a file
     * @throws IOException if a file cannot be written, or is not as the log says
     */
    public Written write(Plan plan, Path directory, LongConsumer progress) throws IOException {
        return new Written(plan, new LogFiles(directory, log, progress).complete(plan.from(), plan.to()));
    }

    /**
     * Records the archive as an event, and deletes what is in its files.
     *
     * @param by who archives
     * @param progress receives the number of events deleted so far
     * @return the number of deleted events
     * @throws ArchiveNotPossible if something else has to be done first; nothing was deleted then
     */
    public long remove(Written written, String by, LongConsumer progress) {
        return lock.whileHeld(() -> {
                    begin(written, by);
                    Plan plan = written.plan();
                    long removed =
                            new EventRemoval(jdbc, transaction, plan.archived(), this::deleteSessions, progress).run();
                    records.finish(clock.instant());
                    return removed;
                })
                .orElseThrow(() -> new ArchiveNotPossible("Events are already being archived"));
    }

    private void begin(Written written, String by) {
        transaction.executeWithoutResult(status -> {
            Plan plan = written.plan();
            requireStill(plan);
            Instant now = clock.instant();
            records.begin(plan.archived(), now);
            new OperatorEvents(jdbc)
                    .append(new HistoryArchived(now, by, plan.endedBefore(), plan.to(), written.files()), now);
        });
    }

    private void requireStill(Plan plan) {
        if (records.read().map(Archived::lines).orElse(0L) != plan.from()) {
            throw new ArchiveNotPossible("Another archive was made in the meantime: start again");
        }
        if (history.read().processed() < plan.lastGlobalIndex()) {
            throw new ArchiveNotPossible("The session history has not all of these events yet: wait until it has");
        }
    }

    private void deleteSessions(List<SessionId> sessions) {
        UUID[] ids = sessions.stream().map(SessionId::uuid).toArray(UUID[]::new);
        jdbc.sql(DELETE_SESSIONS).param("sessions", ids).update();
    }
}
