package dev.rollcall.api.operations.metrics;

import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.query.history.HistoryLag;
import dev.rollcall.query.log.TransparencyLog;
import io.micrometer.core.instrument.Tags;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Gauges of how far the session history and the transparency log are behind the events. */
@Component
class EventsBehind {

    private static final String NAME = "rollcall.events.behind";
    private static final String DESCRIPTION = "Events that the session history or the transparency log still lacks";

    @Autowired
    void register(DatabaseGauges gauges, HistoryLag history, TransparencyLog log) {
        gauges.register(
                NAME,
                DESCRIPTION,
                Tags.of("in", ProcessingGroups.SESSION_HISTORY),
                () -> history.read().behind());
        gauges.register(NAME, DESCRIPTION, Tags.of("in", "transparency-log"), log::eventsBehind);
    }
}
