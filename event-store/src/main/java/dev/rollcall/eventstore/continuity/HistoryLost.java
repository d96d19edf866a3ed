package dev.rollcall.eventstore.continuity;

import java.sql.SQLNonTransientConnectionException;

/** Thrown instead of a connection to a server that lacks events that were acknowledged. */
public final class HistoryLost extends SQLNonTransientConnectionException {

    private static final long serialVersionUID = 1;

    HistoryLost(String missing) {
        super("Acknowledged events are missing: " + missing
                + ". This node refuses to serve; see 'When acknowledged events are missing' in docs/run.md");
    }
}
