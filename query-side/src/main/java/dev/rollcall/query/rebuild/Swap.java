package dev.rollcall.query.rebuild;

import dev.rollcall.eventstore.Patience;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.LongFunction;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The last step of a rebuild. It locks the table in use against all reads and writes from the start: a transaction that
 * has read the table and is about to write to it would otherwise deadlock with the swap. Other transactions queue
 * behind a lock that is waited for, so each attempt to get it is short.
 */
class Swap {

    private static final String LIMIT_WAITING = "SET LOCAL lock_timeout = '300ms'";

    private static final Set<String> LOCKED_BY_OTHERS = Set.of("55P03", "40P01");

    private static final int TRIES = 120;

    private static final int PAUSE_MILLIS = 500;

    private final Rebuild.Database database;
    private final ReadModel model;
    private final ShadowTable newTable;
    private final Rebuild.Progress progress;
    private final boolean dryRun;

    Swap(Rebuild.Database database, ReadModel model, ShadowTable newTable, Rebuild.Progress progress, boolean dryRun) {
        this.database = database;
        this.model = model;
        this.newTable = newTable;
        this.progress = progress;
        this.dryRun = dryRun;
    }

    /** @param finish replays the events after a position and compares the tables; repeated with each attempt */
    Rebuild.Outcome run(long position, LongFunction<Comparison> finish) {
        TransactionTemplate transaction = new TransactionTemplate(database.transactions());
        for (int tries = 1; ; tries++) {
            try {
                Rebuild.Outcome outcome = transaction.execute(status -> locked(position, finish));
                if (outcome != null) {
                    return outcome;
                }
            } catch (DataAccessException failure) {
                if (tries == TRIES || !isLockedByOthers(failure)) {
                    throw failure;
                }
                Pause.millis(PAUSE_MILLIS);
            }
        }
    }

    private Rebuild.Outcome locked(long position, LongFunction<Comparison> finish) {
        JdbcTemplate template = database.template();
        Patience.take(template, Patience.FOR_A_BATCH);
        template.execute(LIMIT_WAITING);
        database.tables().lockNames();
        template.execute("LOCK TABLE " + model.table() + " IN ACCESS EXCLUSIVE MODE");
        Instant lockedAt = database.clock().instant();
        Comparison comparison = finish.apply(position);
        if (!dryRun) {
            if (comparison.unexpected() > 0) {
                model.dropUnexpected(newTable.name());
            }
            newTable.swap();
        }
        Duration lockedFor = Duration.between(lockedAt, database.clock().instant());
        Rebuild.Outcome outcome = new Rebuild.Outcome(comparison, lockedFor);
        progress.complete(outcome);
        return outcome;
    }

    private static boolean isLockedByOthers(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException sql
                && LOCKED_BY_OTHERS.contains(String.valueOf(sql.getSQLState()));
    }
}
