package dev.rollcall.api.sessions.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TwoNodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** S1-10, S2-9: a known session costs no query, and an ended one is refused by every node at once. */
class ChecksFromMemoryIT {

    private static final int WARM_UP = 30;
    private static final int ROUNDS = 60;

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes();

    private static final JdbcTemplate JDBC = NODES.database().jdbc();

    @Test
    void aKnownSessionCostsNoQuery() {
        SignedIn device = NODES.one().client().start("known");
        assertThat(device.profile().status()).isEqualTo(200);

        new TransactionTemplate(new JdbcTransactionManager(NODES.database().dataSource())).executeWithoutResult(tx -> {
            JDBC.execute("LOCK TABLE live_session IN ACCESS EXCLUSIVE MODE");
            for (int i = 0; i < 50; i++) {
                assertThat(device.profile().status()).isEqualTo(200);
            }
        });
    }

    @Test
    void s1_10_theOtherNodeRefusesWithinMilliseconds() {
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < WARM_UP + ROUNDS; i++) {
            SignedIn here = NODES.one().client().start("delays");
            SignedIn there = new SignedIn(NODES.other().client(), here.reply());
            assertThat(there.profile().status()).isEqualTo(200);

            here.client().post("/auth/logout");
            long answered = System.nanoTime();
            Reply reply = there.profile();
            while (reply.status() == 200) {
                reply = there.profile();
            }

            if (i >= WARM_UP) {
                delays.add(Duration.ofNanos(System.nanoTime() - answered));
            }
            assertThat(reply.text("reason")).isEqualTo("LOGGED_OUT");
        }
        Collections.sort(delays);

        assertThat(delays.get(ROUNDS / 2))
                .as("the median of %s, which a node that only looks every 300 ms would not reach", delays)
                .isLessThan(Duration.ofMillis(150));
    }

    @Test
    void s1_10_alsoIfNobodyTellsIt() {
        SignedIn device = NODES.other().client().start("silent");
        assertThat(device.profile().status()).isEqualTo(200);

        end("silent");

        await().atMost(Duration.ofSeconds(1)).until(() -> device.profile().status() == 401);
    }

    @Test
    void anEndingIsSeenThoughAnOlderTransactionCommitsLater() {
        SignedIn early = NODES.other().client().start("early");
        SignedIn late = NODES.other().client().start("late");
        assertThat(early.profile().status()).isEqualTo(200);
        assertThat(late.profile().status()).isEqualTo(200);

        new TransactionTemplate(new JdbcTransactionManager(NODES.database().dataSource()))
                .executeWithoutResult(status -> {
                    end("early");
                    NODES.one().client().bearer(late.accessToken()).post("/auth/logout");
                    await().atMost(Duration.ofSeconds(1))
                            .until(() -> late.profile().status() == 401);
                    assertThat(early.profile().status()).isEqualTo(200);
                });

        await().atMost(Duration.ofSeconds(1)).until(() -> early.profile().status() == 401);
    }

    private static void end(String user) {
        JDBC.update(
                "INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator)"
                        + " SELECT session_id, user_id, 'LOGGED_OUT', now(), 'user' FROM live_session WHERE user_id = ?",
                user);
        JDBC.update("DELETE FROM live_session WHERE user_id = ?", user);
    }
}
