package dev.rollcall.eventstore.continuity;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rollcall.event.HistoryAccepted;
import dev.rollcall.eventstore.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Accepts that acknowledged events are lost, so that nodes serve again. */
public final class AcceptedHistory {

    /** The stream of events that belong to no user. It is no user's, because a user id is never empty. */
    public static final String NO_USER = "";

    private static final String SELECT_OPEN = "SELECT found_at, missing FROM lost_history"
            + " WHERE accepted_by_event IS NULL ORDER BY found_at, key FOR UPDATE";

    /**
     * Waits for transactions that write events, so that the acceptance comes after all that the nodes have written, and
     * for nodes that report a loss, so that it names all that it accepts.
     */
    private static final String LOCK = "LOCK TABLE domain_event_entry, lost_history IN SHARE ROW EXCLUSIVE MODE";

    private static final String INSERT = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload)
            VALUES (gen_random_uuid(), :stream,
                    (SELECT coalesce(max(sequence_number) + 1, 0) FROM domain_event_entry
                     WHERE aggregate_identifier = :stream),
                    :acceptedAt, :type::event_type, :payload)
            RETURNING global_index
            """;

    private static final String ACCEPT =
            "UPDATE lost_history SET accepted_by_event = :event WHERE accepted_by_event IS NULL";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public AcceptedHistory(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Returns the losses that no operator has accepted, the first one first. */
    public List<HistoryAccepted.Loss> open() {
        return transaction.execute(status -> selectOpen());
    }

    /**
     * Accepts all open losses and records that as an event. Does nothing if there are none.
     *
     * @return the losses
     */
    public List<HistoryAccepted.Loss> accept(String by, String reason, Instant now) {
        return transaction.execute(status -> {
            jdbc.sql(LOCK).update();
            List<HistoryAccepted.Loss> losses = selectOpen();
            if (!losses.isEmpty()) {
                long event = write(new HistoryAccepted(now, by, reason, losses));
                jdbc.sql(ACCEPT).param("event", event).update();
            }
            return losses;
        });
    }

    private List<HistoryAccepted.Loss> selectOpen() {
        return jdbc.sql(SELECT_OPEN).query(AcceptedHistory::loss).list();
    }

    private static HistoryAccepted.Loss loss(ResultSet row, int number) throws SQLException {
        return new HistoryAccepted.Loss(
                row.getObject("found_at", OffsetDateTime.class).toInstant(), row.getString("missing"));
    }

    private long write(HistoryAccepted event) {
        return jdbc.sql(INSERT)
                .param("stream", NO_USER)
                .param("acceptedAt", event.acceptedAt().atOffset(ZoneOffset.UTC))
                .param("type", HistoryAccepted.class.getName())
                .param("payload", payload(event))
                .query(Long.class)
                .single();
    }

    private static byte[] payload(HistoryAccepted event) {
        try {
            return EventJson.json().writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Every event can be written as JSON", impossible);
        }
    }
}
