package dev.rollcall.eventstore.standby;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far the primary is: everything that was acknowledged is up to there.
 *
 * @param wal position in the write-ahead log
 * @param globalIndex that of the newest event; 0 if there is none
 * @param id that of the newest event; null if there is none
 */
record PrimaryPosition(
        String wal, long globalIndex, @Nullable UUID id) {

    private static final String SELECT = """
            SELECT pg_current_wal_flush_lsn()::text AS wal, global_index, event_identifier
            FROM (SELECT) AS one LEFT JOIN LATERAL
                (SELECT global_index, event_identifier FROM domain_event_entry ORDER BY global_index DESC LIMIT 1)
                AS newest ON true
            """;

    /**
     * The position alone would not do: a standby that did not follow the last failover may be further than the primary,
     * with other events.
     */
    private static final String SELECT_REACHED = """
            SELECT pg_last_wal_replay_lsn() >= :wal::pg_lsn
                   AND (:id::uuid IS NULL
                        OR EXISTS (SELECT FROM domain_event_entry WHERE global_index = :index AND event_identifier = :id))
            """;

    private static final String SELECT_BYTES_BEHIND = "SELECT pg_wal_lsn_diff(:wal::pg_lsn, pg_last_wal_replay_lsn())";

    private static final String IS_STANDBY = "SELECT pg_is_in_recovery()";

    /** @param primary fails if that is a standby */
    static PrimaryPosition read(JdbcClient primary) {
        return primary.sql(SELECT)
                .query((row, number) -> new PrimaryPosition(
                        row.getString("wal"),
                        row.getLong("global_index"),
                        row.getObject("event_identifier", UUID.class)))
                .single();
    }

    static boolean isStandby(JdbcClient server) {
        return server.sql(IS_STANDBY).query(Boolean.class).single();
    }

    boolean isReachedBy(JdbcClient standby) {
        return standby.sql(SELECT_REACHED)
                .param("wal", wal)
                .param("index", globalIndex)
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Returns how much of the write-ahead log the standby has not applied yet. */
    long bytesBehind(JdbcClient standby) {
        return Math.max(
                0,
                standby.sql(SELECT_BYTES_BEHIND)
                        .param("wal", wal)
                        .query(Long.class)
                        .single());
    }
}
