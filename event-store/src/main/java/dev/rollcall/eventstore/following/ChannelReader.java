package dev.rollcall.eventstore.following;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.context.SmartLifecycle;

/**
 * Reads on a dedicated connection and thread: as soon as a node sends a notification on a channel, and at regular
 * intervals in any case. A notification only wakes the reader, so losing one only causes a delay.
 */
public abstract class ChannelReader implements SmartLifecycle {

    private static final long PAUSE_AFTER_FAILURE_MILLIS = 200;

    private final DataSource dataSource;
    private final String channel;
    private final Duration interval;

    private volatile boolean running;
    private @Nullable Thread thread;

    protected ChannelReader(DataSource dataSource, String channel, Duration interval) {
        this.dataSource = dataSource;
        this.channel = channel;
        this.interval = interval;
    }

    /** Called with each new connection, once it listens to the channel. */
    protected void connected(Connection connection) {}

    /**
     * Returns whether there may be something to read after a notification.
     *
     * @param notification its payload; empty if it has none
     */
    protected boolean isNews(String notification) {
        return true;
    }

    /** @param notified whether a notification arrived, or may have arrived while nobody listened */
    protected abstract void read(boolean notified);

    /** Called when the connection is lost or reading fails, for any reason. The reader then tries again. */
    protected abstract void failed(Throwable failure);

    @Override
    public final synchronized void start() {
        running = true;
        thread = new Thread(this::run, channel);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public final synchronized void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (Throwable failure) { // errors too: without this thread, nothing would be read again
                recover(failure);
            }
        }
    }

    private void recover(Throwable failure) {
        if (running) {
            try {
                failed(failure);
            } catch (RuntimeException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            pause();
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement listen = connection.createStatement()) {
            listen.execute("LISTEN " + channel);
        }
        connected(connection);
        PGConnection notifications = connection.unwrap(PGConnection.class);
        boolean notified = true;
        while (running) {
            read(notified);
            notified = awaitNews(notifications);
        }
    }

    /** Waits for a notification, for at most the interval. */
    private boolean awaitNews(PGConnection notifications) throws SQLException {
        long begin = System.nanoTime();
        long left = interval.toMillis();
        while (left > 0) {
            PGNotification[] arrived = notifications.getNotifications((int) left);
            if (Arrays.stream(arrived).anyMatch(notification -> isNews(notification.getParameter()))) {
                return true;
            }
            left = interval.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
