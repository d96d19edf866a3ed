package dev.rollcall.api.sessions.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Delays;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** S1-10, S2-9: checks of a known session need no query, and every node refuses an ended session at once. */
class ChecksFromMemoryIT {

    private static final int ROUNDS = 20;

    private static final JdbcTemplate JDBC = SharedNode.database().jdbc();

    @Test
    void aKnownSessionCostsNoQuery() {
        SignedIn device = SharedNode.client().start("known");
        assertThat(device.profile().status()).isEqualTo(200);

        new TransactionTemplate(new JdbcTransactionManager(SharedNode.database().dataSource()))
                .executeWithoutResult(tx -> {
                    JDBC.execute("LOCK TABLE live_session IN ACCESS EXCLUSIVE MODE");
                    for (int i = 0; i < 50; i++) {
                        assertThat(device.profile().status()).isEqualTo(200);
                    }
                });
    }

    @Test
    void theOtherNodeRefusesAsSoonAsItIsNotified() {
        Delays notified = new Delays();
        Delays unnotified = new Delays();
        for (int i = 0; i < ROUNDS; i++) {
            SignedIn first = startedHereKnownThere();
            SharedNode.client().bearer(first.accessToken()).post("/auth/logout");
            notified.addSince(awaitRefusal(first));

            SignedIn second = startedHereKnownThere();
            endWithoutNotification(second.userId());
            unnotified.addSince(awaitRefusal(second));
        }

        notified.assertMuchShorterThan(unnotified);
    }

    private static SignedIn startedHereKnownThere() {
        SignedIn there =
                SharedNode.client().start("delays").at(SharedNode.other().client());
        assertThat(there.profile().status()).isEqualTo(200);
        return there;
    }

    /**
     * Waits until the session is refused.
     *
     * @return the {@link System#nanoTime} at which the wait began
     */
    private static long awaitRefusal(SignedIn device) {
        long endedAt = System.nanoTime();
        Reply reply = await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(device::profile, profile -> profile.status() != 200);
        assertThat(reply.text("reason")).isEqualTo("LOGGED_OUT");
        return endedAt;
    }

    @Test
    void theOtherNodeRefusesEvenWithoutANotification() {
        SignedIn device = SharedNode.other().client().start("silent");
        assertThat(device.profile().status()).isEqualTo(200);

        endWithoutNotification("silent");

        await().until(() -> device.profile().status() == 401);
    }

    @Test
    void seesAnEndWhileAnOlderTransactionIsStillOpen() {
        SignedIn early = SharedNode.other().client().start("early");
        SignedIn late = SharedNode.other().client().start("late");
        assertThat(early.profile().status()).isEqualTo(200);
        assertThat(late.profile().status()).isEqualTo(200);

        new TransactionTemplate(new JdbcTransactionManager(SharedNode.database().dataSource()))
                .executeWithoutResult(status -> {
                    endWithoutNotification("early");
                    SharedNode.client().bearer(late.accessToken()).post("/auth/logout");
                    await().until(() -> late.profile().status() == 401);
                    assertThat(early.profile().status()).isEqualTo(200);
                });

        await().until(() -> early.profile().status() == 401);
    }

    private static void endWithoutNotification(String user) {
        JDBC.update(
                "INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator)"
                        + " SELECT session_id, user_id, 'LOGGED_OUT', now(), 'user' FROM live_session WHERE user_id = ?",
                user);
        JDBC.update("DELETE FROM live_session WHERE user_id = ?", user);
    }
}
