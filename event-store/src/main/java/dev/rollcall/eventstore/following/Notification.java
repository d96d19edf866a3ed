package dev.rollcall.eventstore.following;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Wakes the {@link ChannelReader}s of all nodes. Its commit waits for no disk and no standby: after a crash, readers
 * connect anew and read anyway.
 */
public final class Notification {

    private static final String SEND = "SELECT set_config('synchronous_commit', 'off', true), pg_notify(?, ?)";

    private Notification() {}

    /** Must not be called in a transaction. */
    public static void send(JdbcTemplate jdbc, String channel, String payload) {
        jdbc.query(SEND, row -> {}, channel, payload);
    }
}
