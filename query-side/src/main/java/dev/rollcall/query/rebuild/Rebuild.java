package dev.rollcall.query.rebuild;

import dev.rollcall.eventstore.EventBatches;
import dev.rollcall.eventstore.Patience;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a read model anew beside the one that is read, compares the two, and swaps them. Nearly everything happens while
 * others write: they are locked out for what is left at the end.
 */
public class Rebuild {

    private static final String COUNT = "SELECT count(*) FROM domain_event_entry WHERE global_index <= ?";

    private static final String USERS_SINCE =
            "SELECT aggregate_identifier FROM domain_event_entry WHERE global_index > ";

    private final Database database;
    private final JdbcTemplate jdbc;
    private final ReadModel model;
    private final Progress progress;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;
    private final SettledPosition settled;
    private final ShadowTable newTable;

    /** Who is told how far it is. May throw, which ends the rebuild. */
    public interface Progress {

        void total(long events);

        void done(long events);

        boolean isStopped();

        /** In the transaction of the swap. */
        void complete(Outcome outcome);
    }

    /** @param lockedFor how long nobody could write the read model, or read it */
    public record Outcome(Comparison comparison, Duration lockedFor) {}

    /** What rebuilds work with. */
    public record Database(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            ModelTables tables,
            EventBatches events,
            Clock clock) {}

    public Rebuild(Database database, ReadModel model, long number, Progress progress) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.model = model;
        this.progress = progress;
        this.transaction = new TransactionTemplate(database.transactions());
        this.snapshot = new TransactionTemplate(database.transactions());
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.settled = new SettledPosition(jdbc);
        this.newTable = new ShadowTable(jdbc, database.tables(), model.table(), number);
    }

    /** @param dryRun whether to compare only */
    public Outcome run(boolean dryRun) {
        transaction.executeWithoutResult(status -> newTable.create());
        try (TableReplay fold = new TableReplay(database, model.writer(newTable.name()), progress)) {
            Outcome outcome = buildAndSwap(fold, dryRun);
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

    private Outcome buildAndSwap(TableReplay fold, boolean dryRun) {
        long first = settled.await(progress::isStopped);
        patiently(transaction, () -> progress.total(count(first)));
        fold.run(0, first);
        patiently(transaction, newTable::addIndexes);
        patiently(transaction, () -> model.fillOtherColumns(newTable.name()));
        long position = catchUp(fold, first);
        long compared = Math.min(position, model.completeUpTo());
        TableComparison comparison = new TableComparison(jdbc, model, newTable.name());
        Comparison[] most = new Comparison[1];
        String others = "user_id NOT IN (%s%d UNION %s)".formatted(USERS_SINCE, compared, model.usersBehind());
        patiently(snapshot, () -> most[0] = comparison.compare(others));
        return new Swap(database, model, newTable, progress, dryRun).run(catchUp(fold, position), locked -> {
            fold.finish(locked);
            String since =
                    "user_id IN (%s%d) AND user_id NOT IN (%s)".formatted(USERS_SINCE, compared, model.usersBehind());
            return most[0].plus(comparison.compare(since));
        });
    }

    private long count(long upTo) {
        Long count = jdbc.queryForObject(COUNT, Long.class, upTo);
        return count == null ? 0 : count;
    }

    /** Until hardly anything is left. */
    private long catchUp(TableReplay fold, long from) {
        long position = from;
        while (true) {
            long next = settled.await(progress::isStopped);
            long folded = fold.run(position, next);
            position = next;
            if (folded < TableReplay.BATCH) {
                return position;
            }
        }
    }

    /** Some statements take longer than a request may. */
    private void patiently(TransactionTemplate template, Runnable step) {
        template.executeWithoutResult(status -> {
            Patience.take(jdbc, Patience.FOR_A_TABLE);
            step.run();
        });
    }
}
