package dev.rollcall.eventstore.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Of two nodes, the one that does not process the session history notifies the other one of events. */
class EventNotifierIT {

    private static final int DEVICES = 4;
    private static final int STARTS_PER_DEVICE = 25;
    private static final Duration BETWEEN_NOTIFICATIONS = Duration.ofMillis(100);

    private final Connection connection = listen();

    private static Connection listen() {
        try {
            Connection connection = SharedNode.database().dataSource().getConnection();
            try (Statement listen = connection.createStatement()) {
                listen.execute("LISTEN " + EventNotificationListener.CHANNEL);
            }
            return connection;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @BeforeEach
    void bothNodesAreWarm() {
        startOnBothNodes("notifier-warm-up", 0);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void oneStartIsNotified() {
        await().until(() -> notifications() == 0);

        startOnBothNodes("notified", 0);

        await().until(() -> notifications() > 0);
    }

    /** On a slow machine there are fewer notifications, but never more. */
    @Test
    void theEventsOfABusyNodeAreNotifiedAtMostTenTimesASecond() throws SQLException {
        await().until(() -> notifications() == 0);
        long begin = System.nanoTime();

        AtOnce.call(
                DEVICES,
                device -> Stream.iterate(0, number -> number + 1)
                        .limit(STARTS_PER_DEVICE)
                        .map(number -> startOnBothNodes("notifier-" + device, number))
                        .reduce((before, last) -> last)
                        .orElseThrow());

        int notifications = notifications();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(notifications).isBetween(1, 1 + (int) elapsed.dividedBy(BETWEEN_NOTIFICATIONS));
    }

    private static Reply startOnBothNodes(String user, int number) {
        String path = "/users/" + user + "-" + number + "/sessions";
        Reply reply = start(SharedNode.client(), path);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(start(SharedNode.other().client(), path).status()).isEqualTo(201);
        return reply;
    }

    private static Reply start(Client node, String path) {
        return node.asGateway().post(path, Map.of());
    }

    /** Returns how many notifications arrived since the last call. */
    private int notifications() throws SQLException {
        return connection.unwrap(PGConnection.class).getNotifications(1).length;
    }
}
