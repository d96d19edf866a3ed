package dev.rollcall.query.history;

import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.query.DeviceOpener;
import dev.rollcall.query.rebuild.ReadModel;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The session history as a table that can be rebuilt. The new table may hold events that the processor has not reached
 * yet. The processor then writes them again, which changes nothing.
 */
@Component
class SessionHistoryModel implements ReadModel {

    private final JdbcTemplate jdbc;
    private final DeviceOpener devices;
    private final HistoryLag progress;

    SessionHistoryModel(JdbcTemplate jdbc, DeviceOpener devices, HistoryLag progress) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.progress = progress;
    }

    @Override
    public String name() {
        return ProcessingGroups.SESSION_HISTORY;
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
    public Loader loader(String table) {
        return new SessionHistoryLoader(jdbc, devices, table);
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
        return progress.usersBehind();
    }
}
