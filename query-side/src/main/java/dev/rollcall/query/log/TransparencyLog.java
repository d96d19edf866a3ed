package dev.rollcall.query.log;

import dev.rollcall.eventstore.EventRange;
import dev.rollcall.transparency.LeafRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads the log. What it says of a size never changes. */
@Component
public class TransparencyLog {

    private static final String SELECT_LINES = """
            SELECT leaf_index, %s FROM transparency_log_leaf leaf
            JOIN domain_event_entry event ON event.global_index = leaf.global_index
            WHERE leaf_index >= ? AND leaf_index < ? ORDER BY leaf_index
            """.formatted(StoredEvent.COLUMNS);

    private static final String SELECT_INDEX = """
            SELECT leaf_index FROM transparency_log_leaf leaf
            JOIN domain_event_entry event ON event.global_index = leaf.global_index
            WHERE aggregate_identifier = ? AND sequence_number = ?
            """;

    private final JdbcTemplate jdbc;
    private final TreeStore store;

    /** @param bytes in canonical form, without a newline */
    public record Line(long index, byte[] bytes) {

        private static Line of(ResultSet row, int number) throws SQLException {
            long index = row.getLong("leaf_index");
            return new Line(index, StoredEvent.of(row, number).line(index));
        }
    }

    TransparencyLog(JdbcTemplate jdbc, TreeStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    public TreeHead head() {
        return jdbc.query(TreeHead.SELECT, TreeHead::of).get(0);
    }

    /**
     * The head, to be signed.
     *
     * @throws BrokenLog if the log is not as it was left, or the event at its end is not the one that was logged
     */
    public TreeHead headToSign() {
        TreeHead head = head();
        head.requireRoot(store.read(head.size()));
        LoggedEvent.requireLast(jdbc, head);
        return head;
    }

    /** How many events are not in the log yet, as {@link EventRange} counts them. */
    public long eventsBehind() {
        return new EventRange(head().lastGlobalIndex(), EventRange.last(jdbc)).count(jdbc);
    }

    /**
     * Lines as the events are now.
     *
     * @param to the index after the last one
     * @return in their order; those whose event is gone are missing
     */
    public List<Line> lines(long from, long to) {
        return jdbc.query(SELECT_LINES, Line::of, from, to);
    }

    /** Where an event is in the log; empty if it is not, or not yet. */
    public Optional<Long> indexOf(String userId, long sequence) {
        return jdbc.queryForList(SELECT_INDEX, Long.class, userId, sequence).stream()
                .findFirst();
    }

    /** @param index smaller than the size, which the log must have reached */
    public List<byte[]> inclusionProof(long index, long size) {
        return store.hashesOf(LeafRange.inclusionProof(index, size));
    }

    /** @param from positive, and not greater than {@code to}, which the log must have reached */
    public List<byte[]> consistencyProof(long from, long to) {
        return store.hashesOf(LeafRange.consistencyProof(from, to));
    }
}
