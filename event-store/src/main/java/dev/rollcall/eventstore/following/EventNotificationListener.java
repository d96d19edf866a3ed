package dev.rollcall.eventstore.following;

import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Wakes the processor of the session history when another node has written events. */
@Component
class EventNotificationListener extends ChannelReader {

    static final String CHANNEL = "rollcall_events";

    private static final Logger log = LoggerFactory.getLogger(EventNotificationListener.class);

    private final StoredEvents events;

    EventNotificationListener(DataSource dataSource, StoredEvents events) {
        super(dataSource, CHANNEL, Duration.ofSeconds(1));
        this.events = events;
    }

    @Override
    protected void read(boolean notified) {
        if (notified) {
            events.wakeReaders();
        }
    }

    @Override
    protected void failed(Throwable failure) {
        log.debug("Cannot receive notifications from other nodes; the processor polls instead", failure);
    }
}
