package dev.rollcall.query.livesessions;

import dev.rollcall.eventstore.commits.PipelinedStatements;
import dev.rollcall.eventstore.commits.TransactionStep;
import dev.rollcall.query.DeviceOpener;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
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
    public void write(
            List<LiveSessionTable.Row> rows,
            PipelinedStatements statements,
            BiConsumer<LiveSessionTable.Row, RuntimeException> refuse) {
        statements.update(
                table.insert(),
                LiveSessionTable.columns(rows.stream().sorted(BY_SESSION).toList()));
    }
}
