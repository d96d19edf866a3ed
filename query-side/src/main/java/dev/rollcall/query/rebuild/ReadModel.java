package dev.rollcall.query.rebuild;

import dev.rollcall.event.SessionEvent;
import java.util.List;
import java.util.Set;

/** A table that is derived from the events, with one row per session. */
public interface ReadModel {

    /** Returns the name that operators use. */
    String name();

    /** Returns the name of the table in use. */
    String table();

    /** Returns a writer of events into a table with the same columns. */
    Writer writer(String table);

    /** Returns what fills a new table, which has the same columns and no rows and indexes yet. */
    Loader loader(String table);

    /** Returns the columns that are not derived from the events alone. They are not compared. */
    default Set<String> otherColumns() {
        return Set.of();
    }

    /** Fills the {@link #otherColumns} of a new table. */
    default void fillOtherColumns(String table) {}

    /** Returns how many events the table lacks because it follows the events asynchronously. */
    default long eventsBehind() {
        return 0;
    }

    /** Returns the global index up to which the table has all events, except those of {@link #usersBehind}. */
    default long completeUpTo() {
        return Long.MAX_VALUE;
    }

    /** Returns an SQL query for the users with events that the table lacks. */
    default String usersBehind() {
        return "SELECT NULL::text WHERE false";
    }

    /** Called in the transaction of the swap if the table in use has rows that the new one lacks. */
    default void dropUnexpected(String newTable) {}

    /** Fills a new table with the sessions of past events. */
    interface Loader {

        /** Returns whether sessions that have ended have rows. */
        boolean keepsEnded();

        /** Inserts rows in the current transaction. Each session is inserted only once. */
        void load(List<ReplayedSession> sessions);
    }

    /** Applies events to a table. */
    @FunctionalInterface
    interface Writer {

        /** @param events the events of each user in their order */
        void write(List<SessionEvent> events);
    }
}
