package dev.rollcall.eventstore.commits;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * One statement, or a few, of the transaction that commits commands: it checks or writes the rows of all commands that
 * share the transaction. It runs on the thread of any of these commands.
 */
public interface TransactionStep<R> {

    /** The order of the steps in every transaction, which keeps transactions from waiting for each other in a circle. */
    enum Stage {
        /** Checks, and locks what must stay as it is, but writes nothing. */
        CONDITIONS,
        EVENTS,
        /** Rows that a read model gets. */
        ADDED_ROWS,
        /** Rows that a read model loses, among them perhaps some that the same transaction added. */
        REMOVED_ROWS,
        SNAPSHOTS
    }

    Stage stage();

    /**
     * Adds the statements that check or write rows. The order of their locks must follow from the rows, not from the
     * order of the list.
     *
     * @param rows the rows of at least one command, those of one command in their order
     * @param statements sent together with those of other steps; only the conditions are sent by themselves
     * @param refuse takes rows that are refused, with the reason. Nothing of their commands is committed.
     */
    void write(List<R> rows, PipelinedStatements statements, BiConsumer<R, RuntimeException> refuse);
}
