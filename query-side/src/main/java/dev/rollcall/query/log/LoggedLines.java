package dev.rollcall.query.log;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads lines of the log together with what proves them. */
@Component
public class LoggedLines {

    private static final String SELECT_BEFORE = """
            WITH RECURSIVE %s
            SELECT leaves_before AS lines, COALESCE(global_index, 0) AS global_index
            FROM found LEFT JOIN transparency_log_leaf ON leaf_index = leaves_before - 1
            """.formatted(LeafSearch.before(":end"));

    private static final String SELECT_HASHES =
            "SELECT hash FROM transparency_log_leaf WHERE leaf_index >= :from AND leaf_index < :to ORDER BY leaf_index";

    private final JdbcClient jdbc;

    LoggedLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The beginning of the log.
     *
     * @param lines how many
     * @param globalIndex that of the last one's event; 0 if there is none
     */
    public record Beginning(long lines, long globalIndex) {}

    /** Returns the part of the log whose events have a lower global index. */
    public Beginning before(long globalIndex) {
        return jdbc.sql(SELECT_BEFORE)
                .param("end", globalIndex)
                .query((row, number) -> new Beginning(row.getLong("lines"), row.getLong("global_index")))
                .single();
    }

    /**
     * Returns lines, in canonical form and without a newline.
     *
     * @param to the index after the last line; at most the size of the log
     * @throws InconsistentLog if an event is gone, or not as it was logged
     */
    public List<byte[]> read(long from, long to) {
        List<LoggedEvent> logged = LoggedEvent.select(jdbc, from, to);
        if (logged.size() != to - from) {
            throw new InconsistentLog("The log has not all leaves from " + from + " to " + (to - 1));
        }
        return logged.stream().map(LoggedEvent::intactLine).toList();
    }

    /** Returns the hashes of the leaves. */
    public List<byte[]> hashes(long from, long to) {
        return jdbc.sql(SELECT_HASHES)
                .param("from", from)
                .param("to", to)
                .query((row, number) -> row.getBytes("hash"))
                .list();
    }
}
