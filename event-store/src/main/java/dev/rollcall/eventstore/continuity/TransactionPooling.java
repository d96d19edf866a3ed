package dev.rollcall.eventstore.continuity;

import java.sql.SQLNonTransientConnectionException;

/** Thrown instead of a connection if a pooler gives each transaction another server connection. */
final class TransactionPooling extends SQLNonTransientConnectionException {

    private static final long serialVersionUID = 1;

    TransactionPooling() {
        super("A connection pooler in transaction mode is between this node and PostgreSQL");
    }
}
