package dev.rollcall.api.sessions.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.CheckedSessions;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.SessionActivity;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** S2-5: a session that has expired by the database's clock, but not yet by the node's. */
class SlowClockIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final JdbcTemplate JDBC = SharedNode.database().jdbc();

    @Test
    void useDoesNotReviveAnIdleSession() {
        SignedIn device = shortLived("slow-idle");

        JDBC.update(
                "INSERT INTO session_activity VALUES (?::uuid, now() - interval '1 hour') ON CONFLICT (session_id)"
                        + " DO UPDATE SET last_activity_at = EXCLUDED.last_activity_at",
                device.sessionId());

        assertIsRefused(device, "IDLE_TIMEOUT");
        assertThat(JDBC.queryForObject(
                        "SELECT last_activity_at < now() - interval '30 minutes' FROM session_activity"
                                + " WHERE session_id = ?::uuid",
                        Boolean.class,
                        device.sessionId()))
                .isTrue();
    }

    @Test
    void useDoesNotReviveASessionAfterItsAbsoluteTimeout() {
        SignedIn device = shortLived("slow-absolute");

        JDBC.update(
                "UPDATE live_session SET expires_at = now() - interval '1 hour' WHERE session_id = ?::uuid",
                device.sessionId());

        assertIsRefused(device, "ABSOLUTE_TIMEOUT");
    }

    @Test
    void theDatabaseReportsAnExpiryThatASlowNodeDoesNotSee() {
        SignedIn device = shortLived("slow-node");
        JDBC.update(
                "UPDATE live_session SET expires_at = now() - interval '1 minute' WHERE session_id = ?::uuid",
                device.sessionId());
        Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));

        SessionActivity.Use use = SharedNode.node()
                .bean(SessionActivity.class)
                .touch(new SessionId(device.sessionId()), Duration.ofSeconds(40), Instant.EPOCH, anHourAgo);

        assertThat(use).isEqualTo(SessionActivity.Use.OVER);
    }

    @Test
    void aCollectedUseDoesNotReviveASessionEither() {
        SignedIn device = SharedNode.client().start("slow-collected");
        SessionId id = new SessionId(device.sessionId());
        CheckedSessions sessions = SharedNode.node().bean(CheckedSessions.class);
        JDBC.update(
                "UPDATE live_session SET started_at = now() - interval '2 hours' WHERE session_id = ?::uuid",
                device.sessionId());
        LiveSession session = sessions.find(id).session().orElseThrow();
        JDBC.update(
                "UPDATE live_session SET expires_at = now() - interval '1 minute' WHERE session_id = ?::uuid",
                device.sessionId());
        Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
        AtomicBoolean isOver = new AtomicBoolean();

        SessionActivity.Use use =
                SharedNode.node().bean(SessionActivity.class).touchLater(session, anHourAgo, () -> isOver.set(true));

        assertThat(use).isEqualTo(SessionActivity.Use.RECORDED);
        await().atMost(PATIENCE).untilTrue(isOver);
        assertThat(sessions.find(id).liveAt(anHourAgo)).isEmpty();
    }

    /** Starts a session whose use is recorded every four seconds. */
    private static SignedIn shortLived(String user) {
        SignedIn first = SharedNode.client().start(user).settings(Map.of("idleTimeout", "PT40S"));
        first.client().post("/auth/logout");
        SignedIn device = SharedNode.client().start(user);
        assertThat(device.profile().status()).isEqualTo(200);
        return device;
    }

    /** Waits until the next recording of its use, and asserts that the session is refused from then on. */
    private static void assertIsRefused(SignedIn device, String reason) {
        await().atMost(PATIENCE).until(() -> device.profile().status() == 401);
        Reply refused = device.profile();
        assertThat(refused.code()).isEqualTo("SESSION_ENDED");
        assertThat(refused.text("reason")).isEqualTo(reason);
    }
}
