package dev.rollcall.eventstore.continuity;

import java.util.List;
import java.util.Properties;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers what this node has seen committed, to find out whether another server lacks it. Safe for all threads. */
public interface HistoryWitness {

    /**
     * Something that was committed and no longer exists.
     *
     * @param key identifies it, also for other nodes
     * @param text what it is, for operators
     * @param epoch the {@link LostHistory#epoch()} when it was seen
     */
    record Missing(String key, String text, long epoch) {}

    /**
     * Returns what is missing: the newest of each kind, which tells whether a loss of any was accepted. Empty if
     * everything is there, or nothing was seen yet.
     */
    List<Missing> missing(JdbcClient jdbc);

    /** Forgets everything that was seen. */
    void forget();

    /** Adds what must be known after a restart of the node. */
    void save(Properties file);

    /**
     * Restores what was saved.
     *
     * @throws IllegalArgumentException if the file was not written by {@link #save}
     */
    void restore(Properties file);
}
