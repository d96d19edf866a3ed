package dev.rollcall.query.history;

import dev.rollcall.query.DeviceOpener;
import dev.rollcall.query.rebuild.ReadModel;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The history as a table that can be rebuilt. The new one may hold events that the processor has not come to: it writes
 * them once more, which changes nothing.
 */
@Component
class SessionHistoryModel implements ReadModel {

    /** As {@link HistoryProgress} reads the token; without one, all are. */
    private static final String USERS_BEHIND = """
            SELECT aggregate_identifier FROM domain_event_entry
            WHERE global_index > (SELECT COALESCE(min(COALESCE((convert_from(token, 'UTF8')::jsonb ->> 'index')::bigint, 0)), 0)
                                  FROM token_entry WHERE processor_name = 'session-history')
            UNION
            SELECT aggregate_identifier FROM domain_event_entry
            WHERE global_index IN (SELECT jsonb_array_elements_text(convert_from(token, 'UTF8')::jsonb -> 'gaps')::bigint
                                   FROM token_entry WHERE processor_name = 'session-history')
            """;

    private final JdbcTemplate jdbc;
    private final DeviceOpener devices;
    private final HistoryProgress progress;

    SessionHistoryModel(JdbcTemplate jdbc, DeviceOpener devices, HistoryProgress progress) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.progress = progress;
    }

    @Override
    public String name() {
        return SessionHistoryProjection.PROCESSING_GROUP;
    }

    @Override
    public String table() {
        return SessionHistoryTable.NAME;
    }

    @Override
    public Writer writer(String table) {
        return new SessionHistoryTable(jdbc, devices, table)::write;
    }

    @Override
    public long eventsBehind() {
        return progress.read().behind();
    }

    @Override
    public long completeUpTo() {
        return progress.read().processed();
    }

    @Override
    public String usersBehind() {
        return USERS_BEHIND;
    }
}
