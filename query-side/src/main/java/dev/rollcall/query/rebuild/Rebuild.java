package dev.rollcall.query.rebuild;

import dev.rollcall.eventstore.BackgroundPace;
import dev.rollcall.eventstore.EventBatches;
import dev.rollcall.eventstore.LongStatements;
import dev.rollcall.eventstore.streams.EventStreams;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rebuilds a read model in a new table, compares it with the table in use, and swaps the two. Other transactions keep
 * reading and writing nearly all the time: they are locked out only for the last events and the swap.
 */
public class Rebuild {

    private static final String COUNT =
            "SELECT count(*) FROM domain_event_entry WHERE global_index <= :upTo AND " + EventStreams.ABOUT_SESSIONS;

    /** PostgreSQL's own workers would take further processors. */
    private static final String WITHOUT_WORKERS =
            "SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL max_parallel_maintenance_workers = 0";

    private static final String USERS_SINCE =
            "SELECT aggregate_identifier FROM domain_event_entry WHERE global_index > ";

    private final Database database;
    private final ReadModel model;
    private final Progress progress;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;
    private final SettledPosition settled;
    private final ShadowTable newTable;
    private final Turns turns;

    /** Receives the progress of a rebuild. An exception from a method ends the rebuild. */
    public interface Progress {

        void total(long events);

        void done(long events);

        boolean isStopped();

        /** Called in the transaction of the swap. */
        void complete(Outcome outcome);
    }

    /** @param lockedFor how long the read model could be neither read nor written */
    public record Outcome(Comparison comparison, Duration lockedFor) {}

    /** What a rebuild needs to read events and write tables. */
    public record Database(
            JdbcClient jdbc,
            JdbcTemplate template,
            PlatformTransactionManager transactions,
            ModelTables tables,
            EventBatches events,
            Clock clock,
            BackgroundPace pace) {}

    public Rebuild(Database database, ReadModel model, long number, Progress progress) {
        this.database = database;
        this.model = model;
        this.progress = progress;
        this.transaction = new TransactionTemplate(database.transactions());
        this.snapshot = new TransactionTemplate(database.transactions());
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.settled = new SettledPosition(database.jdbc());
        this.turns = new Turns(database.pace());
        this.newTable = new ShadowTable(database.template(), database.tables(), model.table(), number);
    }

    /** @param dryRun whether only to compare, without a swap */
    public Outcome run(boolean dryRun) {
        transaction.executeWithoutResult(status -> newTable.create());
        try {
            Outcome outcome = buildAndSwap(dryRun);
            if (dryRun) {
                transaction.executeWithoutResult(status -> newTable.drop());
            }
            return outcome;
        } catch (RuntimeException failure) {
            dropAfter(failure);
            throw failure;
        }
    }

    private void dropAfter(RuntimeException failure) {
        try {
            transaction.executeWithoutResult(status -> newTable.drop());
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }

    private Outcome buildAndSwap(boolean dryRun) {
        ArchiveGuard archives = new ArchiveGuard(database.jdbc());
        long first = settled.await(progress::isStopped);
        inLongTransaction(transaction, () -> progress.total(count(first)));
        ReadModel.Writer writer = model.writer(newTable.name());
        long events = fill(first, writer);
        try (TableReplay replay = new TableReplay(database, writer, progress, events)) {
            return swap(replay, catchUp(replay, first), archives, dryRun);
        }
    }

    /** @return the number of events */
    private long fill(long upTo, ReadModel.Writer writer) {
        ParallelReplay replay = new ParallelReplay(database, model.loader(newTable.name()), turns, progress, upTo);
        long events = replay.run();
        inLongTransaction(transaction, newTable::addPrimaryKey);
        replay.runLate(writer);
        inLongTransaction(transaction, () -> model.fillOtherColumns(newTable.name()));
        newTable.addIndexes(index -> turns.run(() -> inLongTransaction(transaction, index)));
        return events;
    }

    private Outcome swap(TableReplay replay, long position, ArchiveGuard archives, boolean dryRun) {
        long compared = Math.min(position, model.completeUpTo());
        TableComparison comparison = new TableComparison(database.jdbc(), model, newTable.name());
        Comparison[] most = new Comparison[1];
        String others = "user_id NOT IN (%s%d UNION %s)".formatted(USERS_SINCE, compared, model.usersBehind());
        inLongTransaction(snapshot, () -> most[0] = comparison.compare(others));
        return new Swap(database, model, newTable, progress, dryRun).run(catchUp(replay, position), last -> {
            replay.finish(last);
            archives.check();
            String since =
                    "user_id IN (%s%d) AND user_id NOT IN (%s)".formatted(USERS_SINCE, compared, model.usersBehind());
            return most[0].plus(comparison.compare(since));
        });
    }

    private long count(long upTo) {
        return database.jdbc().sql(COUNT).param("upTo", upTo).query(Long.class).single();
    }

    /** Replays events until less than a batch is left. */
    private long catchUp(TableReplay replay, long from) {
        long position = from;
        while (true) {
            long next = settled.await(progress::isStopped);
            long replayed = replay.run(position, next);
            position = next;
            if (replayed < TableReplay.BATCH) {
                return position;
            }
        }
    }

    /** Runs a step in a transaction whose statements may take longer than those of a request. */
    private void inLongTransaction(TransactionTemplate template, Runnable step) {
        template.executeWithoutResult(status -> {
            LongStatements.allow(database.template(), LongStatements.FOR_A_TABLE);
            if (database.pace().isBusy()) {
                database.template().execute(WITHOUT_WORKERS);
            }
            step.run();
        });
    }
}
