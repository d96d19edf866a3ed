package dev.rollcall.query.livesessions;

import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.query.DeviceOpener;
import dev.rollcall.query.ExpirySql;
import dev.rollcall.query.rebuild.ReadModel;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The live sessions as a table that can be rebuilt. {@code ended_session} is not rebuilt, because nodes read from it
 * what ended since they last looked.
 */
@Component
class LiveSessionsModel implements ReadModel {

    /** Moves deadlines as {@link SessionDeadlines} does. A deadline is never later than the expiry. */
    private static final String MOVE_DEADLINES = """
            UPDATE %1$s live
            SET deadline_at = %2$s
            FROM session_activity activity
            WHERE activity.session_id = live.session_id
              AND %2$s > deadline_at
            """;

    /** Records unexpected sessions as ended, so that no node keeps one in memory as live. */
    private static final String END_UNEXPECTED = """
            INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator, login_id)
            SELECT session_id, user_id, 'ORPHANED', now(), 'system', login_id FROM live_session old
            WHERE NOT EXISTS (SELECT 1 FROM %s new WHERE new.session_id = old.session_id)
            ON CONFLICT (session_id) DO UPDATE SET ended_by_transaction = pg_current_xact_id()
            """;

    private final JdbcTemplate jdbc;
    private final DeviceOpener devices;

    LiveSessionsModel(JdbcTemplate jdbc, DeviceOpener devices) {
        this.jdbc = jdbc;
        this.devices = devices;
    }

    @Override
    public String name() {
        return ProcessingGroups.LIVE_SESSIONS;
    }

    @Override
    public String table() {
        return LiveSessionTable.NAME;
    }

    @Override
    public Writer writer(String table) {
        return new LiveSessionTable(jdbc, devices, table)::write;
    }

    @Override
    public Loader loader(String table) {
        return new LiveSessionLoader(jdbc, devices, table);
    }

    @Override
    public Set<String> otherColumns() {
        return Set.of("deadline_at");
    }

    @Override
    public void fillOtherColumns(String table) {
        jdbc.update(MOVE_DEADLINES.formatted(table, ExpirySql.DUE_AT));
    }

    @Override
    public void dropUnexpected(String newTable) {
        jdbc.update(END_UNEXPECTED.formatted(newTable));
    }
}
