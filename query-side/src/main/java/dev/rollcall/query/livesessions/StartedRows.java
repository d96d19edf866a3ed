package dev.rollcall.query.livesessions;

import dev.rollcall.eventstore.commits.TransactionStep;
import dev.rollcall.query.DeviceOpener;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Inserts the rows of started sessions into {@code live_session}, with one statement for several commands. */
@Component
class StartedRows implements TransactionStep<LiveSessionTable.Row> {

    private static final Comparator<LiveSessionTable.Row> BY_SESSION =
            Comparator.comparing(row -> row.event().sessionId().uuid());

    private final LiveSessionTable table;

    StartedRows(JdbcTemplate jdbc, DeviceOpener devices) {
        this.table = new LiveSessionTable(jdbc, devices, LiveSessionTable.NAME);
    }

    @Override
    public Stage stage() {
        return Stage.ADDED_ROWS;
    }

    @Override
    public Map<LiveSessionTable.Row, RuntimeException> write(List<LiveSessionTable.Row> rows) {
        table.insert(rows.stream().sorted(BY_SESSION).toList());
        return Map.of();
    }
}
