package dev.rollcall.query.log;

import dev.rollcall.eventstore.positions.EventRange;
import dev.rollcall.transparency.LeafRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the log. Its answers for a size never change. */
@Component
public class TransparencyLog {

    private static final String SELECT_LINES = """
            SELECT leaf_index, %s FROM transparency_log_leaf leaf
            JOIN written_event event ON event.global_index = leaf.global_index
            WHERE leaf_index >= :from AND leaf_index < :to ORDER BY leaf_index
            """.formatted(StoredEvent.COLUMNS);

    private static final String SELECT_INDEX = """
            WITH RECURSIVE wanted AS (
                SELECT global_index FROM domain_event_entry
                WHERE aggregate_identifier = :stream AND sequence_number = :sequence
            ), %s
            SELECT leaf_index FROM found JOIN transparency_log_leaf leaf ON leaf_index = leaves_before
            JOIN wanted ON wanted.global_index = leaf.global_index
            """.formatted(LeafSearch.before("(SELECT global_index FROM wanted)"));

    private static final String SELECT_TIMES = """
            SELECT leaf_index + 1 AS size, time_stamp FROM transparency_log_leaf leaf
            JOIN domain_event_entry event ON event.global_index = leaf.global_index
            WHERE leaf_index IN (SELECT * FROM unnest(:indexes)) ORDER BY leaf_index
            """;

    private final JdbcClient jdbc;
    private final TreeStore store;

    /** @param bytes in canonical form, without a newline */
    public record Line(long index, byte[] bytes) {

        private static Line of(ResultSet row, int number) throws SQLException {
            long index = row.getLong("leaf_index");
            return new Line(index, StoredEvent.of(row, number).line(index));
        }
    }

    /**
     * How many events the log had when one was recorded.
     *
     * @param size counts that event
     */
    public record SizeAt(Instant at, long size) {}

    TransparencyLog(JdbcClient jdbc, TreeStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    public TreeHead head() {
        return jdbc.sql(TreeHead.SELECT).query(TreeHead::of).single();
    }

    /**
     * Returns the head for signing, after checking its root and the last event.
     *
     * @throws InconsistentLog if the tree does not match its root, or the last event is not as it was logged
     */
    public TreeHead headToSign() {
        TreeHead head = head();
        head.requireRoot(store.read(head.size()));
        LoggedEvent.requireLast(jdbc, head);
        return head;
    }

    /** Returns the number of events that are not in the log yet, as {@link EventRange} counts them. */
    public long eventsBehind() {
        return new EventRange(head().lastGlobalIndex(), EventRange.last(jdbc)).count(jdbc);
    }

    /**
     * Returns lines of the log, made from the events as they are now.
     *
     * @param to the index after the last line
     * @return in the order of their indexes; lines whose event no longer exists are left out
     */
    public List<Line> lines(long from, long to) {
        return jdbc.sql(SELECT_LINES)
                .param("from", from)
                .param("to", to)
                .query(Line::of)
                .list();
    }

    /** Returns the place of an event in the log; empty if it is not in the log, or not yet. */
    public Optional<Long> indexOf(String stream, long sequence) {
        return jdbc.sql(SELECT_INDEX)
                .param("stream", stream)
                .param("sequence", sequence)
                .query(Long.class)
                .optional();
    }

    /**
     * Returns sizes that the log had, at equal distances, with the time of the last event of each. Reads one event for
     * each of them, whatever the size.
     *
     * @param size at most the current size of the log
     * @param number how many sizes there will be at most, at least 2; the first is 1, the last one {@code size}
     * @return in their order; sizes whose event is in an archive are left out
     */
    public List<SizeAt> sizes(long size, int number) {
        long[] indexes = LongStream.range(0, number)
                .map(step -> (size - 1) * step / (number - 1))
                .filter(index -> index >= 0)
                .distinct()
                .toArray();
        return jdbc.sql(SELECT_TIMES)
                .param("indexes", indexes)
                .query((row, rowNumber) -> new SizeAt(
                        row.getObject("time_stamp", OffsetDateTime.class).toInstant(), row.getLong("size")))
                .list();
    }

    /**
     * Returns the hash of a leaf as it was logged.
     *
     * @param index less than the current size of the log
     */
    public byte[] leafHash(long index) {
        return store.hashesOf(List.of(new LeafRange(index, index + 1))).get(0);
    }

    /**
     * @param index less than {@code size}
     * @param size at most the current size of the log
     */
    public List<byte[]> inclusionProof(long index, long size) {
        return store.hashesOf(LeafRange.inclusionProof(index, size));
    }

    /**
     * @param from positive, and at most {@code to}
     * @param to at most the current size of the log
     */
    public List<byte[]> consistencyProof(long from, long to) {
        return store.hashesOf(LeafRange.consistencyProof(from, to));
    }
}
