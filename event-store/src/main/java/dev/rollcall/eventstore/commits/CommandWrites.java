package dev.rollcall.eventstore.commits;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** What a command checks and writes when it is committed: rows for the steps of the transaction. */
public final class CommandWrites {

    private static final String KEY = CommandWrites.class.getName();

    private final Map<TransactionStep<?>, List<Object>> rows = new LinkedHashMap<>();

    private boolean alone;

    /** Null while undecided. Written by the thread that commits, before it tells the command's own. */
    private @Nullable Outcome outcome;

    /** How the command ended. */
    private record Outcome(@Nullable RuntimeException failure) {}

    CommandWrites() {}

    static CommandWrites begin(UnitOfWork<?> work) {
        CommandWrites writes = new CommandWrites();
        work.resources().put(KEY, writes);
        return writes;
    }

    /** Returns what the current command writes. Must be called while a command is handled, or its events are. */
    public static CommandWrites current() {
        CommandWrites writes = CurrentUnitOfWork.get().root().getResource(KEY);
        return Objects.requireNonNull(writes, "no command is being handled");
    }

    public <R> void add(TransactionStep<R> step, R row) {
        rows.computeIfAbsent(step, first -> new ArrayList<>()).add(row);
    }

    /** Gives the command a transaction of its own, because it may take long or wait for others. */
    public void requireOwnTransaction() {
        alone = true;
    }

    boolean isAlone() {
        return alone;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Set<TransactionStep<?>> steps() {
        return rows.keySet();
    }

    @SuppressWarnings("unchecked")
    <R> List<R> of(TransactionStep<R> step) {
        return (List<R>) rows.getOrDefault(step, List.of());
    }

    void succeed() {
        outcome = new Outcome(null);
    }

    void fail(RuntimeException failure) {
        outcome = new Outcome(failure);
    }

    /** Returns whether it is known how the command ends. If not, it needs a transaction of its own. */
    boolean isDecided() {
        return outcome != null;
    }

    /** Throws what the command failed with, if it has failed. */
    void requireNotFailed() {
        if (outcome != null && outcome.failure() != null) {
            throw outcome.failure();
        }
    }
}
