package dev.rollcall.query.log;

import dev.rollcall.transparency.TreeHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A leaf, and the event it was made from.
 *
 * @param event null if it no longer exists
 */
record LoggedEvent(
        long index,
        long globalIndex,
        byte[] leafHash,
        @Nullable StoredEvent event) {

    private static final String SELECT = """
            SELECT leaf_index, leaf.global_index AS logged_as, hash, %s
            FROM transparency_log_leaf leaf LEFT JOIN written_event event ON event.global_index = leaf.global_index
            WHERE leaf_index >= :from AND leaf_index < :to ORDER BY leaf_index
            """.formatted(StoredEvent.COLUMNS);

    static List<LoggedEvent> select(JdbcClient jdbc, long from, long to) {
        return jdbc.sql(SELECT)
                .param("from", from)
                .param("to", to)
                .query(LoggedEvent::of)
                .list();
    }

    private static LoggedEvent of(ResultSet row, int number) throws SQLException {
        return new LoggedEvent(
                row.getLong("leaf_index"),
                row.getLong("logged_as"),
                row.getBytes("hash"),
                row.getObject("global_index") == null ? null : StoredEvent.of(row, number));
    }

    /**
     * Compares the end of the log with the events. This detects events that are missing at the end, as after a restore
     * from an older copy, and new events that reuse their global indexes. {@link LogCheck} compares all events.
     *
     * @throws InconsistentLog if the last leaf does not belong to the event that the head names, or that event is gone
     *     or changed
     */
    static void requireLast(JdbcClient jdbc, TreeHead head) {
        if (head.size() == 0) {
            return;
        }
        List<LoggedEvent> last = select(jdbc, head.size() - 1, head.size());
        if (last.isEmpty() || last.get(0).globalIndex() != head.lastGlobalIndex()) {
            throw new InconsistentLog("The last leaf of the transparency log is not the one that its head names");
        }
        last.get(0).problem().ifPresent(problem -> {
            throw new InconsistentLog(problem);
        });
    }

    /** @throws InconsistentLog if the event is not as it was logged */
    byte[] intactLine() {
        byte[] line = event == null ? new byte[0] : event.line(index);
        if (!Arrays.equals(TreeHash.ofLeaf(line), leafHash)) {
            throw new InconsistentLog(problem().orElseThrow());
        }
        return line;
    }

    /** Returns what is wrong with the event; empty if it is as it was logged. */
    Optional<String> problem() {
        if (event == null) {
            return Optional.of("The event with index " + index + " and global index " + globalIndex + " is gone");
        }
        return Arrays.equals(event.leafHash(index), leafHash)
                ? Optional.empty()
                : Optional.of("The event with index " + index + " and global index " + globalIndex
                        + " is not as it was logged: it is now " + event.eventId() + ", event " + event.sequence()
                        + " of user " + event.userId());
    }
}
