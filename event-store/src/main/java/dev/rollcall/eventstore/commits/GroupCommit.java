package dev.rollcall.eventstore.commits;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Commits commands. Those of different users that arrive while a transaction is being written share the next one, which
 * writes the rows of all of them with a few statements in two round trips. A command that arrives alone is written
 * alone, at once.
 *
 * <p>A command is answered after its commit. If a command of a group is refused or loses a race, the others are
 * committed without it. If a shared transaction fails before its commit, each of its commands gets a transaction of its
 * own, so that only those fail that must. A failed commit fails for all, because nobody knows what it did.
 */
@Component
public class GroupCommit {

    /** One transaction at a time. With two, groups were smaller and commits fewer per second, see ADR 0028. */
    private static final int LANES = 1;

    private static final int LARGEST = 100;

    /**
     * Settings of a shared transaction.
     *
     * <ul>
     *   <li>A command that has to wait for another transaction must not hold up those that share its transaction.
     *   <li>PostgreSQL keeps the plans of all statements, which find rows by their keys. Otherwise it plans some of them
     *       anew each time, because their arrays are short.
     *   <li>A plan that was made for a small table is still right when the table has grown: it uses an index.
     * </ul>
     */
    private static final String SETTINGS = """
            SELECT set_config('lock_timeout', '100', true), set_config('plan_cache_mode', 'force_generic_plan', true),
                   set_config('enable_seqscan', 'off', true)
            """;

    private static final Comparator<TransactionStep<?>> ORDER =
            Comparator.<TransactionStep<?>, TransactionStep.Stage>comparing(TransactionStep::stage)
                    .thenComparing(step -> step.getClass().getName());

    private final PlatformTransactionManager transactions;
    private final JdbcTemplate jdbc;
    private final DistributionSummary sizes;
    private final WorkGroups<CommandWrites> groups = new WorkGroups<>(LANES, LARGEST, this::commitTogether);

    GroupCommit(PlatformTransactionManager transactions, JdbcTemplate jdbc, MeterRegistry meters) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.sizes = DistributionSummary.builder("rollcall.commits")
                .description("Commits, and the commands that shared them")
                .baseUnit("commands")
                .register(meters);
    }

    /** Begins to collect what the current command writes; nothing reaches the database before the commit. */
    public Transaction collect() {
        CommandWrites writes = CommandWrites.begin(CurrentUnitOfWork.get());
        return new Transaction() {
            @Override
            public void commit() {
                GroupCommit.this.commit(writes);
            }

            @Override
            public void rollback() {
                // Nothing was written.
            }
        };
    }

    private void commit(CommandWrites writes) {
        if (writes.isEmpty()) {
            return;
        }
        if (writes.isAlone() || TransactionSynchronizationManager.isActualTransactionActive()) {
            commitAlone(writes);
            return;
        }
        groups.work(writes);
        if (writes.isDecided()) {
            writes.requireNotFailed();
        } else {
            commitAlone(writes);
        }
    }

    private void commitAlone(CommandWrites writes) {
        TransactionStatus transaction = begin();
        try {
            write(List.of(writes), new PipelinedStatements(jdbc));
            writes.requireNotFailed();
        } catch (RuntimeException | Error failure) {
            rollBack(transaction, failure);
            throw failure;
        }
        transactions.commit(transaction);
        sizes.record(1);
    }

    private void commitTogether(List<CommandWrites> group) {
        List<CommandWrites> undecided = group;
        boolean again = true;
        while (again && !undecided.isEmpty()) {
            again = mustTryAgain(undecided);
            undecided = undecided(undecided);
        }
    }

    /**
     * Tries to commit commands, and decides those that are refused.
     *
     * @return whether one was refused after others had written, so that they have to write again
     */
    private boolean mustTryAgain(List<CommandWrites> group) {
        TransactionStatus transaction = begin();
        boolean complete;
        try {
            PipelinedStatements statements = new PipelinedStatements(jdbc);
            statements.update(SETTINGS);
            complete = write(group, statements);
        } catch (RuntimeException failure) {
            rollBack(transaction, failure);
            return false;
        } catch (Error failure) {
            rollBack(transaction, failure);
            throw failure;
        }
        if (complete) {
            commit(transaction, undecided(group));
        } else {
            transactions.rollback(transaction);
        }
        return !complete;
    }

    private void commit(TransactionStatus transaction, List<CommandWrites> group) {
        try {
            transactions.commit(transaction);
        } catch (RuntimeException failure) {
            group.forEach(writes -> writes.fail(failure));
            return;
        }
        group.forEach(CommandWrites::succeed);
        if (!group.isEmpty()) {
            sizes.record(group.size());
        }
    }

    private TransactionStatus begin() {
        return transactions.getTransaction(new DefaultTransactionDefinition());
    }

    /**
     * Checks the conditions in one round trip, and writes in another. A command that is refused before anything was
     * written is left out.
     *
     * @return false if a command was refused when some of its rows may have been written
     */
    private static boolean write(List<CommandWrites> group, PipelinedStatements statements) {
        List<TransactionStep<?>> conditions = steps(group, stage -> stage == TransactionStep.Stage.CONDITIONS);
        if (!conditions.isEmpty()) {
            conditions.forEach(condition -> add(condition, group, statements));
            statements.send();
        }
        List<CommandWrites> permitted = undecided(group);
        steps(permitted, stage -> stage != TransactionStep.Stage.CONDITIONS)
                .forEach(step -> add(step, permitted, statements));
        statements.send();
        return undecided(permitted).size() == permitted.size();
    }

    private static List<TransactionStep<?>> steps(List<CommandWrites> group, Predicate<TransactionStep.Stage> stages) {
        return group.stream()
                .<TransactionStep<?>>flatMap(writes -> writes.steps().stream())
                .distinct()
                .filter(step -> stages.test(step.stage()))
                .sorted(ORDER)
                .toList();
    }

    private static <R> void add(TransactionStep<R> step, List<CommandWrites> group, PipelinedStatements statements) {
        Map<R, CommandWrites> owners = new IdentityHashMap<>();
        List<R> rows = new ArrayList<>();
        for (CommandWrites writes : group) {
            for (R row : writes.of(step)) {
                rows.add(row);
                owners.put(row, writes);
            }
        }
        step.write(
                rows,
                statements,
                (row, reason) -> Objects.requireNonNull(owners.get(row)).fail(reason));
    }

    private static List<CommandWrites> undecided(List<CommandWrites> group) {
        return group.stream().filter(writes -> !writes.isDecided()).toList();
    }

    /** Returns how many commands wait to be committed. */
    int waiting() {
        return groups.waiting();
    }

    private void rollBack(TransactionStatus transaction, Throwable cause) {
        try {
            transactions.rollback(transaction);
        } catch (RuntimeException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }
}
