package dev.rollcall.api.sessions.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** S3-5: checks do not wait for the recording of a use, unless something depends on it. The idle timeout is 12 hours. */
class CollectedUsesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final JdbcTemplate JDBC = SharedNode.database().jdbc();

    @Test
    void aCheckDoesNotWaitForTheWrite() throws Exception {
        SignedIn device = lastUsed("collected", Duration.ofMinutes(5));
        try (Connection holder = SharedNode.database().dataSource().getConnection();
                Statement hold = holder.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("LOCK TABLE session_activity IN EXCLUSIVE MODE");

            assertThat(device.profile().status()).isEqualTo(200);
            assertThat(isWritten(device)).isFalse();
            holder.rollback();
        }

        await().atMost(PATIENCE).until(() -> isWritten(device));
    }

    @Test
    void aSessionThatWasOverByTheDatabasesClockIsRefusedOnceTheUseIsWritten() throws Exception {
        SignedIn device = lastUsed("over", Duration.ofMinutes(5));
        try (Connection holder = SharedNode.database().dataSource().getConnection();
                Statement hold = holder.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("LOCK TABLE session_activity IN EXCLUSIVE MODE");
            assertThat(device.profile().status()).isEqualTo(200);
            JDBC.update(
                    "UPDATE live_session SET expires_at = now() - interval '1 hour' WHERE session_id = ?::uuid",
                    device.sessionId());
            holder.rollback();
        }

        await().atMost(PATIENCE).until(() -> device.profile().status() == 401);
        assertThat(device.profile().text("reason")).isEqualTo("ABSOLUTE_TIMEOUT");
        assertThat(isWritten(device)).isFalse();
    }

    @Test
    void aNodeThatMayNotKnowAllEndedSessionsWritesAUseAtOnce() throws Exception {
        SignedIn device = lastUsed("unproven", Duration.ofMinutes(5));
        EndedSessionListener listener = SharedNode.other().bean(EndedSessionListener.class);
        try (Connection holder = SharedNode.database().dataSource().getConnection();
                Statement hold = holder.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("LOCK TABLE ended_session IN ACCESS EXCLUSIVE MODE");
            await().atMost(PATIENCE).until(() -> !listener.isFresh());

            assertThat(device.profile().status()).isEqualTo(200);

            assertThat(isWritten(device)).isTrue();
            holder.rollback();
        }
        await().atMost(PATIENCE).until(listener::isFresh);
    }

    @Test
    void aUseThatEndsALongPauseIsWrittenAtOnce() {
        SignedIn device = lastUsed("paused", Duration.ofHours(7));

        assertThat(device.profile().status()).isEqualTo(200);

        assertThat(isWritten(device)).isTrue();
    }

    @Test
    void aUseShortlyBeforeTheExpiryIsWrittenAtOnce() {
        SignedIn device = lastUsed("almost-over", Duration.ofMinutes(5));
        JDBC.update(
                "UPDATE live_session SET expires_at = now() + interval '50 seconds' WHERE session_id = ?::uuid",
                device.sessionId());

        assertThat(device.profile().status()).isEqualTo(200);

        assertThat(isWritten(device)).isTrue();
    }

    @Test
    void aNodeThatStopsWritesWhatItCollected() {
        SignedIn device;
        try (Node node = Node.start(SharedNode.database())) {
            device = lastUsed("stopped", Duration.ofMinutes(5)).at(node.client());
            assertThat(device.profile().status()).isEqualTo(200);
        }

        assertThat(isWritten(device)).isTrue();
    }

    @Test
    void noUseIsAcknowledgedWhileNoneCanBeWritten() throws Exception {
        try (Node node = Node.start(SharedNode.database(), "rollcall.database.lock-timeout=PT0.2S");
                Connection holder = SharedNode.database().dataSource().getConnection();
                Statement hold = holder.createStatement()) {
            SignedIn collected =
                    lastUsed("before-the-lock", Duration.ofMinutes(5)).at(node.client());
            holder.setAutoCommit(false);
            hold.execute("LOCK TABLE session_activity IN EXCLUSIVE MODE");
            assertThat(collected.profile().status()).isEqualTo(200);

            await().atMost(PATIENCE).until(() -> useAnother(node).status() == 503);
            assertThat(collected.profile().status()).isEqualTo(200);
            holder.rollback();

            await().atMost(PATIENCE).until(() -> isWritten(collected));
            assertThat(useAnother(node).status()).isEqualTo(200);
        }
    }

    private static Reply useAnother(Node node) {
        return lastUsed("another", Duration.ofMinutes(5)).at(node.client()).profile();
    }

    @Test
    void aCollectedUseOfAnEndedSessionLeavesNoTraceAndTheSessionIsRefused() {
        SignedIn device = lastUsed("ended", Duration.ofMinutes(5));
        assertThat(device.profile().status()).isEqualTo(200);
        device.client().post("/auth/logout");

        assertThat(device.profile().text("reason")).isEqualTo("LOGGED_OUT");
        SignedIn next = lastUsed("ended", Duration.ofMinutes(5));
        assertThat(next.profile().status()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> isWritten(next));
        assertThat(isWritten(device)).isFalse();
    }

    /** Starts a session that was last used a while ago, and that the other node has not read yet. */
    private static SignedIn lastUsed(String user, Duration ago) {
        SignedIn device = SharedNode.client().start(user).at(SharedNode.other().client());
        JDBC.update(
                "UPDATE live_session SET started_at = started_at - ? * interval '1 second' WHERE session_id = ?::uuid",
                ago.toSeconds(),
                device.sessionId());
        return device;
    }

    private static boolean isWritten(SignedIn device) {
        return Boolean.TRUE.equals(JDBC.queryForObject(
                "SELECT EXISTS (SELECT 1 FROM session_activity WHERE session_id = ?::uuid)",
                Boolean.class,
                device.sessionId()));
    }
}
