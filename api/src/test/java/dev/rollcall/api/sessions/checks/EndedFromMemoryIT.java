package dev.rollcall.api.sessions.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** S1-6, S1-10: refusing a signed-out device with the reason needs no query, however often it asks. */
class EndedFromMemoryIT {

    private static final String REFUSALS =
            "rollcall_refusals_total{endpoint=\"/authorize\",method=\"GET\"," + "reason=\"SESSION_ENDED\"}";

    private static final String DECISIONS = "rollcall_authorize_seconds_count{outcome=\"refused\"}";

    private SignedIn device;

    @BeforeEach
    void signOutElsewhere() {
        device = SharedNode.client().start("refused-from-memory");
        assertThat(device.profile().status()).isEqualTo(200);
        device.at(SharedNode.other().client()).client().post("/auth/logout");
        await().until(() -> refusal("/authorize").status() == 401);
    }

    @Test
    void refusesWithoutAQuery() {
        JdbcTemplate jdbc = SharedNode.database().jdbc();
        new TransactionTemplate(new JdbcTransactionManager(SharedNode.database().dataSource()))
                .executeWithoutResult(tx -> {
                    jdbc.execute("LOCK TABLE live_session, ended_session IN ACCESS EXCLUSIVE MODE");
                    for (int i = 0; i < 20; i++) {
                        assertThat(refusal("/authorize").text("reason")).isEqualTo("LOGGED_OUT");
                        assertThat(refusal("/auth/profile").text("reason")).isEqualTo("LOGGED_OUT");
                    }
                });
    }

    @Test
    void decidesAndCountsARefusalOnce() {
        Meters before = Meters.of(SharedNode.client());

        Reply refusal = refusal("/authorize");

        Meters after = Meters.of(SharedNode.client());
        assertThat(refusal.header("X-Auth-Reason")).isEqualTo("SESSION_ENDED");
        assertThat(refusal.header("Cache-Control")).contains("no-store");
        assertThat(after.value(REFUSALS) - before.value(REFUSALS)).isEqualTo(1);
        assertThat(after.value(DECISIONS) - before.value(DECISIONS)).isEqualTo(1);
    }

    private Reply refusal(String path) {
        return device.client().get(path);
    }
}
