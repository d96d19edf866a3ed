package dev.rollcall.eventstore;

/**
 * SQL to select beside the rows of a query. It shows which server answered, and that this server is the primary. A node
 * may still be connected to a server that has been replaced, and must not trust its answers.
 */
public final class Primary {

    /** Identifies the server, even among its copies; null on a standby. */
    public static final String SERVER =
            "CASE WHEN NOT pg_is_in_recovery() THEN pg_postmaster_start_time()::text END AS server";

    /**
     * Makes the query wait for a standby if commits do: a primary that has been replaced has no standby, and never
     * answers. The query must run as a single statement outside a transaction. If its wait is cancelled, it ends with a
     * warning, see {@link WarningsAsFailures}.
     */
    public static final String PROOF = """
            CASE WHEN current_setting('synchronous_standby_names') <> ''
                 THEN pg_logical_emit_message(true, 'rollcall', '')::text END AS proof
            """;

    private Primary() {}
}
