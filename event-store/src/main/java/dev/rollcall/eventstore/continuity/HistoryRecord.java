package dev.rollcall.eventstore.continuity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a server says about its history. */
final class HistoryRecord {

    private static final String SELECT = """
            SELECT clock_timestamp() AS now, pg_is_in_recovery() AS standby, (SELECT coalesce(max(accepted_by_event), 0) FROM lost_history) AS epoch,
                   (SELECT missing FROM lost_history WHERE accepted_by_event IS NULL ORDER BY found_at LIMIT 1) AS open,
                   newest.global_index, newest.event_identifier
            FROM (SELECT) AS one LEFT JOIN LATERAL
                (SELECT global_index, event_identifier FROM domain_event_entry ORDER BY global_index DESC LIMIT 1)
                AS newest ON true
            """;

    private static final String SELECT_ACCEPTED =
            "SELECT count(*) FROM lost_history WHERE key = :key AND accepted_by_event IS NOT NULL";

    private static final String INSERT =
            "INSERT INTO lost_history (key, missing) VALUES (:key, :missing) ON CONFLICT (key) DO NOTHING";

    private HistoryRecord() {}

    /**
     * @param time by the clock of the server
     * @param isStandby whether the server is a standby, which may be behind
     * @param epoch see {@link LostHistory#epoch()}
     * @param open a loss that no operator has accepted; null if there is none
     * @param globalIndex that of the newest event; 0 if there is none
     * @param id that of the newest event; null if there is none
     */
    record State(
            Instant time,
            boolean isStandby,
            long epoch,
            @Nullable String open,
            long globalIndex,
            @Nullable UUID id) {

        private static State of(ResultSet row, int number) throws SQLException {
            return new State(
                    row.getTimestamp("now").toInstant(),
                    row.getBoolean("standby"),
                    row.getLong("epoch"),
                    row.getString("open"),
                    row.getLong("global_index"),
                    row.getObject("event_identifier", UUID.class));
        }

        @Nullable
        Instant timeOfPrimary() {
            return isStandby ? null : time;
        }
    }

    static State read(JdbcClient jdbc) {
        return jdbc.sql(SELECT).query(State::of).single();
    }

    /** Records a loss, which every node then learns of. */
    static void report(JdbcClient jdbc, HistoryWitness.Missing loss) {
        jdbc.sql(INSERT).param("key", loss.key()).param("missing", loss.text()).update();
    }

    static boolean isAccepted(JdbcClient jdbc, HistoryWitness.Missing loss) {
        return jdbc.sql(SELECT_ACCEPTED)
                        .param("key", loss.key())
                        .query(Long.class)
                        .single()
                > 0;
    }
}
