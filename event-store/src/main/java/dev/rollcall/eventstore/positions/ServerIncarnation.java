package dev.rollcall.eventstore.positions;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Identifies the PostgreSQL server that answers: its database cluster, timeline and time of start. Another server may
 * be a standby that lagged or a restored copy. It may lack data that the previous one returned, and may give the same
 * numbers to other data. So everything remembered from one server must be forgotten when another one answers. An
 * incarnation that is gone never comes back. A server that recovers from a crash without a restart of its postmaster
 * keeps its incarnation, but closes all connections.
 */
public record ServerIncarnation(String name) {

    /** Any role may run this (PostgreSQL 15 to 18). A standby has no WAL write position. */
    private static final String SELECT = """
            SELECT (SELECT system_identifier FROM pg_control_system()) || ' '
                   || CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END
                   || ' ' || extract(epoch FROM pg_postmaster_start_time())
            """;

    /**
     * @param jdbc must be in the transaction that reads the data, or use a dedicated connection; any other connection
     *     may lead to another server
     */
    public static ServerIncarnation of(JdbcClient jdbc) {
        return new ServerIncarnation(jdbc.sql(SELECT).query(String.class).single());
    }
}
