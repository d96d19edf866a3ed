package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.eventstore.commits.CommandWrites;
import dev.rollcall.query.DeviceOpener;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/**
 * Keeps one row per session, in {@code live_session} or {@code ended_session}, in the transaction of the events. Every
 * write is idempotent, so a replay produces the same tables.
 */
@Component
@ProcessingGroup(ProcessingGroups.LIVE_SESSIONS)
class LiveSessionsProjection {

    private final StartedRows started;
    private final EndedRows ended;
    private final DeviceOpener devices;

    LiveSessionsProjection(StartedRows started, EndedRows ended, DeviceOpener devices) {
        this.started = started;
        this.ended = ended;
        this.devices = devices;
    }

    @EventHandler
    void on(SessionStarted event) {
        CommandWrites.current()
                .add(
                        started,
                        new LiveSessionTable.Row(event, StartedDevice.of(event).orElseGet(() -> devices.open(event))));
    }

    @EventHandler
    void on(SessionEnding event) {
        CommandWrites writes = CommandWrites.current();
        event.endedSessions().forEach(session -> writes.add(ended, new EndedRows.Row(session, event)));
    }
}
