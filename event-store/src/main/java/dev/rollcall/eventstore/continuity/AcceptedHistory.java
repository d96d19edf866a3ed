package dev.rollcall.eventstore.continuity;

import dev.rollcall.event.HistoryAccepted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Accepts that acknowledged events are lost, so that nodes serve again. */
public final class AcceptedHistory {

    private static final String SELECT_OPEN = "SELECT found_at, missing FROM lost_history"
            + " WHERE accepted_by_event IS NULL ORDER BY found_at, key FOR UPDATE";

    /**
     * Waits for transactions that write events, so that the acceptance comes after all that the nodes have written, and
     * for nodes that report a loss, so that it names all that it accepts.
     */
    private static final String LOCK = "LOCK TABLE domain_event_entry, lost_history IN SHARE ROW EXCLUSIVE MODE";

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
     * @param withIt what else to do in the same transaction, given the global index of the event
     * @return the losses
     */
    public List<HistoryAccepted.Loss> accept(String by, String reason, Instant now, LongConsumer withIt) {
        return transaction.execute(status -> {
            jdbc.sql(LOCK).update();
            List<HistoryAccepted.Loss> losses = selectOpen();
            if (!losses.isEmpty()) {
                long event = new OperatorEvents(jdbc).append(new HistoryAccepted(now, by, reason, losses), now);
                jdbc.sql(ACCEPT).param("event", event).update();
                withIt.accept(event);
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
}
