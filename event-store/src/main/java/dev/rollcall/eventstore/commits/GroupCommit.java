package dev.rollcall.eventstore.commits;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
 * writes the rows of all of them with a few statements; a command that arrives alone is written alone, at once.
 *
 * <p>A command is answered after its commit. If a command of a group is refused or loses a race, the others are
 * committed without it. If a shared transaction fails before its commit, each of its commands gets a transaction of its
 * own, so that only those fail that must. A failed commit fails for all, because nobody knows what it did.
 */
@Component
public class GroupCommit {

    /** One transaction at a time: with two, groups are smaller, and what that saves is more than what waiting costs. */
    private static final int LANES = 1;

    private static final int LARGEST = 100;

    /** A command that has to wait for another transaction must not hold up those that share its transaction. */
    private static final String DO_NOT_WAIT_FOR_OTHERS = "SET LOCAL lock_timeout = 100";

    private static final Comparator<TransactionStep<?>> ORDER =
            Comparator.<TransactionStep<?>, TransactionStep.Stage>comparing(TransactionStep::stage)
                    .thenComparing(step -> step.getClass().getName());

    private final PlatformTransactionManager transactions;
    private final JdbcTemplate jdbc;
    private final DistributionSummary sizes;
    private final WorkGroups<CommandWrites> groups = new WorkGroups<>(LANES, LARGEST, this::commitTogether);

    /** @param refused what the steps refused, with the reasons */
    private record Written(Map<CommandWrites, RuntimeException> refused, boolean mustRollBack) {}

    GroupCommit(PlatformTransactionManager transactions, JdbcTemplate jdbc, MeterRegistry meters) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.sizes = DistributionSummary.builder("rollcall.commits")
                .description("Commits, and the commands that shared them")
                .baseUnit("commands")
                .register(meters);
    }

    /** Begins to collect what the current command writes; nothing reaches the database before the commit. */
    public Transaction begin() {
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
            writes.requireCommitted();
        } else {
            commitAlone(writes);
        }
    }

    private void commitAlone(CommandWrites writes) {
        TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        try {
            for (RuntimeException refusal : write(List.of(writes)).refused().values()) {
                throw refusal;
            }
        } catch (RuntimeException | Error failure) {
            rollBack(transaction, failure);
            throw failure;
        }
        transactions.commit(transaction);
        sizes.record(1);
    }

    private void commitTogether(List<CommandWrites> group) {
        List<CommandWrites> remaining = new ArrayList<>(group);
        while (!remaining.isEmpty()) {
            Map<CommandWrites, RuntimeException> refused = tryTogether(remaining);
            refused.forEach(CommandWrites::failed);
            remaining.removeAll(refused.keySet());
            remaining.removeIf(CommandWrites::isDecided);
            if (refused.isEmpty()) {
                return;
            }
        }
    }

    /** @return the commands that were refused; if there are any, the others have to be tried again unless decided */
    private Map<CommandWrites, RuntimeException> tryTogether(List<CommandWrites> group) {
        TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        Written written;
        try {
            jdbc.execute(DO_NOT_WAIT_FOR_OTHERS);
            written = write(group);
        } catch (RuntimeException failure) {
            rollBack(transaction, failure);
            return Map.of();
        } catch (Error failure) {
            rollBack(transaction, failure);
            throw failure;
        }
        if (written.mustRollBack()) {
            transactions.rollback(transaction);
            return written.refused();
        }
        List<CommandWrites> committing = new ArrayList<>(group);
        committing.removeAll(written.refused().keySet());
        try {
            transactions.commit(transaction);
            committing.forEach(CommandWrites::committed);
            sizes.record(committing.size());
        } catch (RuntimeException failure) {
            committing.forEach(writes -> writes.failed(failure));
        }
        return written.refused();
    }

    /** Runs the steps. A command that is refused before anything was written is left out of the later steps. */
    private static Written write(Collection<CommandWrites> group) {
        Map<CommandWrites, RuntimeException> refused = new IdentityHashMap<>();
        List<TransactionStep<?>> steps = group.stream()
                .<TransactionStep<?>>flatMap(writes -> writes.steps().stream())
                .distinct()
                .sorted(ORDER)
                .toList();
        for (TransactionStep<?> step : steps) {
            int before = refused.size();
            refused.putAll(write(step, group, refused));
            if (refused.size() > before && step.stage() != TransactionStep.Stage.CONDITIONS) {
                return new Written(refused, true);
            }
        }
        return new Written(refused, false);
    }

    private static <R> Map<CommandWrites, RuntimeException> write(
            TransactionStep<R> step, Collection<CommandWrites> group, Map<CommandWrites, RuntimeException> leftOut) {
        Map<R, CommandWrites> owners = new IdentityHashMap<>();
        List<R> rows = new ArrayList<>();
        for (CommandWrites writes : group) {
            if (!leftOut.containsKey(writes)) {
                for (R row : writes.of(step)) {
                    rows.add(row);
                    owners.put(row, writes);
                }
            }
        }
        Map<CommandWrites, RuntimeException> refused = new IdentityHashMap<>();
        if (!rows.isEmpty()) {
            step.write(rows).forEach((row, reason) -> refused.put(owners.get(row), reason));
        }
        return refused;
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
