package dev.rollcall.query.history;

import dev.rollcall.event.AccountEvent;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.query.DeviceOpener;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Updates the history asynchronously and in batches. The rows of a batch and the position of its last event are
 * committed together. A batch that fails is tried again; no event is skipped.
 */
@Component
@ProcessingGroup(ProcessingGroups.SESSION_HISTORY)
public class SessionHistoryProjection {

    private static final Logger log = LoggerFactory.getLogger(SessionHistoryProjection.class);

    private static final String BATCH = SessionHistoryProjection.class.getName();

    /** If the database server crashes, rows and token are lost together and written again. */
    private static final String DO_NOT_WAIT_FOR_THE_DISK = "SET LOCAL synchronous_commit = off";

    private final JdbcTemplate jdbc;
    private final SessionHistoryTable table;
    private final SessionCounts counts;

    SessionHistoryProjection(JdbcTemplate jdbc, DeviceOpener devices, SessionCounts counts) {
        this.jdbc = jdbc;
        this.counts = counts;
        this.table = new SessionHistoryTable(jdbc, devices, SessionHistoryTable.NAME);
    }

    @EventHandler
    void on(SessionEvent event) {
        batch(CurrentUnitOfWork.get().root()).add(event);
    }

    /** Is not in the history, but moves its position at once, so that nobody waits for the history to catch up. */
    @EventHandler
    void on(AccountEvent event) {
        // Nothing to write.
    }

    private List<SessionEvent> batch(UnitOfWork<?> work) {
        return work.getOrComputeResource(BATCH, first -> {
            List<SessionEvent> events = new ArrayList<>();
            work.onPrepareCommit(complete -> write(events));
            return events;
        });
    }

    private void write(List<SessionEvent> events) {
        try {
            jdbc.execute(DO_NOT_WAIT_FOR_THE_DISK);
            table.write(events);
            counts.add(events);
        } catch (RuntimeException failure) {
            log.error(
                    "Cannot write {} events to the session history; it stands still until a retry succeeds",
                    events.size(),
                    failure);
            throw failure;
        }
    }
}
