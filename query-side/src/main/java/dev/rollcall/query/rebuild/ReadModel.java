package dev.rollcall.query.rebuild;

import dev.rollcall.event.SessionEvent;
import java.util.List;
import java.util.Set;

/** A table that follows from the events, with one row for each session. */
public interface ReadModel {

    /** What operators call it. */
    String name();

    /** The table that is read. */
    String table();

    /** What writes batches of events into a table that has the same columns. */
    Writer writer(String table);

    /** Columns that do not follow from the events alone, and are not compared. */
    default Set<String> otherColumns() {
        return Set.of();
    }

    /** Gives those columns of a new table their values. */
    default void fillOtherColumns(String table) {}

    /** How many events the table lacks, as they are written to it later. */
    default long eventsBehind() {
        return 0;
    }

    /** The table lacks no event up to this global index, but those of {@link #usersBehind}. */
    default long completeUpTo() {
        return Long.MAX_VALUE;
    }

    /** SQL for the users with events that the table lacks. */
    default String usersBehind() {
        return "SELECT NULL::text WHERE false";
    }

    /** Called in the transaction of the swap if the table has rows that the new one has not. */
    default void dropUnexpected(String newTable) {}

    /** Folds events into a table. */
    @FunctionalInterface
    interface Writer {

        /** @param events those of one user in their order */
        void write(List<SessionEvent> events);
    }
}
