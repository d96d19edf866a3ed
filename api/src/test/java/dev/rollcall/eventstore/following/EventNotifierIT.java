package dev.rollcall.eventstore.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.event.UserId;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SharedNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Of two nodes, the one that does not process the session history notifies the other one of events. */
class EventNotifierIT {

    private static final List<Node> NODES = List.of(SharedNode.node(), SharedNode.other());

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration BETWEEN_NOTIFICATIONS = Duration.ofMillis(100);

    private static final int SEVERAL = 10;

    private static final SessionEvent EVENT = new SessionTerminated(
            new UserId("notified"),
            new SessionId("01a21605-3be5-7673-8eec-248f7dd2400a"),
            EndReason.LOGGED_OUT,
            Initiator.POLICY,
            Instant.EPOCH);

    private Connection connection;

    @BeforeEach
    void listen() throws SQLException {
        connection = SharedNode.database().dataSource().getConnection();
        try (Statement listen = connection.createStatement()) {
            listen.execute("LISTEN " + EventNotificationListener.CHANNEL);
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void aStartIsNotified() {
        NODES.forEach(node -> node.client().start("notified"));

        await().atMost(PATIENCE).until(() -> notifications() > 0);
    }

    /** On a slow machine there are fewer notifications, but never more. */
    @Test
    void theEventsOfABusyNodeAreNotifiedAtMostTenTimesASecond() throws SQLException {
        long begin = System.nanoTime();
        int notifications = 0;
        while (notifications < SEVERAL) {
            NODES.forEach(EventNotifierIT::commitAnEvent);
            notifications += notifications();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(notifications).isLessThanOrEqualTo(1 + (int) elapsed.dividedBy(BETWEEN_NOTIFICATIONS));
    }

    private static void commitAnEvent(Node node) {
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage(EVENT));
        node.bean(EventNotifier.class).on(EVENT);
        work.commit();
    }

    /** Returns how many notifications arrived since the last call. */
    private int notifications() throws SQLException {
        return connection.unwrap(PGConnection.class).getNotifications(1).length;
    }
}
