package dev.rollcall.eventstore;

/**
 * What a query selects beside its rows, so that its answer tells which server gave it and that this server is the
 * primary. A node that is still connected to a server which was replaced must not believe it.
 */
public final class Primary {

    /** Tells a server from every other one, its own copies included; null on a standby. */
    public static final String SERVER =
            "CASE WHEN NOT pg_is_in_recovery() THEN pg_postmaster_start_time()::text END AS server";

    /**
     * Where commits wait for a standby, makes the query wait for it as well: a primary that was replaced has none, and
     * never answers. Has to be a statement of its own, outside a transaction. One whose wait was cancelled ends with a
     * warning, see {@link ReplicatedAnswers}.
     */
    public static final String PROOF = """
            CASE WHEN current_setting('synchronous_standby_names') <> ''
                 THEN pg_logical_emit_message(true, 'rollcall', '')::text END AS proof
            """;

    private Primary() {}
}
