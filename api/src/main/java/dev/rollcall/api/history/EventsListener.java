package dev.rollcall.api.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Wakes the processor of the history when another node has written events; one that is lost costs a second. */
@Component
class EventsListener implements SmartLifecycle {

    static final String CHANNEL = "rollcall_events";

    private static final Logger log = LoggerFactory.getLogger(EventsListener.class);

    private static final int LISTEN_MILLIS = 1_000;

    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

    private final DataSource dataSource;
    private final StoredEvents events;

    private volatile boolean running;
    private @Nullable Thread thread;

    EventsListener(DataSource dataSource, StoredEvents events) {
        this.dataSource = dataSource;
        this.events = events;
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = new Thread(this::run, "events-listener");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException | RuntimeException failure) {
                if (running) {
                    log.debug("Other nodes are not heard; the processor looks by itself", failure);
                    pause();
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement listen = connection.createStatement()) {
            listen.execute("LISTEN " + CHANNEL);
        }
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (running) {
            if (notifications.getNotifications(LISTEN_MILLIS).length > 0) {
                events.wakeReaders();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
