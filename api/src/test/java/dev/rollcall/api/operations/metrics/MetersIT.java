package dev.rollcall.api.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** S2-8: every meter counts its events and no others. */
class MetersIT {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE, ISSUER.settings());

    private final Client client = NODE.client();

    private Meters before;

    @AfterAll
    static void stop() {
        NODE.close();
        ISSUER.close();
    }

    @BeforeEach
    void read() {
        before = Meters.of(client);
    }

    @Test
    void countsLoginsByOutcome() {
        client.signIn("june_doe", "test123");
        client.signIn("june_doe", "test123");
        client.login("june_doe", "wrong");
        client.login("nobody", "wrong");

        assertThat(since("rollcall_logins", "rollcall_session_starts", "rollcall_session_bootstraps"))
                .containsOnly(
                        entry("rollcall_logins_total{outcome=\"success\"}", 2.0),
                        entry("rollcall_logins_total{outcome=\"INVALID_CREDENTIALS\"}", 2.0),
                        entry("rollcall_session_starts_total{how=\"login\",outcome=\"started\"}", 2.0),
                        entry("rollcall_session_bootstraps_total", 1.0));
    }

    @Test
    void countsStartsByOutcomeAndOrigin() {
        client.start("starts").settings(Map.of("maxSessions", 1, "whenFull", "REJECT"));
        client.asGateway().post("/users/starts/sessions", Map.of());
        disable("started-disabled");
        client.asGateway().post("/users/started-disabled/sessions", Map.of());
        Client sessionless = client.bearer(ISSUER.token("sessionless"));
        String session = sessionless.post("/auth/bootstrap-session", Map.of()).text("session.sessionId");
        sessionless.with("X-Session-Id", session).post("/users/sessionless/sessions", Map.of());
        client.start("hurried").settingsByAdministrator(Map.of("maxStartsPerHour", 1));
        client.asGateway().post("/users/hurried/sessions", Map.of());

        assertThat(since("rollcall_session_"))
                .containsOnly(
                        entry(starts("trusted_client", "started"), 2.0),
                        entry(starts("trusted_client", "SESSION_LIMIT_REACHED"), 1.0),
                        entry(starts("trusted_client", "TOO_MANY_SESSION_STARTS"), 1.0),
                        entry(starts("trusted_client", "ACCOUNT_DISABLED"), 1.0),
                        entry(starts("login", "started"), 2.0),
                        entry(starts("bootstrap", "started"), 1.0),
                        entry(starts("session", "started"), 1.0),
                        entry("rollcall_session_bootstraps_total", 4.0));
    }

    @Test
    void countsRefreshesByOutcome() {
        SignedIn device = client.start("refreshes");
        SignedIn second = new SignedIn(client, device.refresh());
        device.refresh();
        second.refresh();
        device.refresh();
        second.refresh();
        client.post("/auth/refresh-token", Map.of("refresh_token", "rt1"));

        assertThat(since("rollcall_refreshes", "rollcall_sessions_ended"))
                .containsOnly(
                        entry("rollcall_refreshes_total{outcome=\"rotated\"}", 2.0),
                        entry("rollcall_refreshes_total{outcome=\"repeated\"}", 1.0),
                        entry("rollcall_refreshes_total{outcome=\"stolen\"}", 1.0),
                        entry("rollcall_refreshes_total{outcome=\"SESSION_ENDED\"}", 1.0),
                        entry("rollcall_refreshes_total{outcome=\"INVALID_TOKEN\"}", 1.0),
                        entry(ended("TOKEN_REUSE_DETECTED"), 1.0));
    }

    @Test
    void countsEndsByReason() {
        client.start("ends");
        client.start("ends").settings(Map.of("maxSessions", 2));
        client.start("ends").client().post("/auth/logout-all");
        client.start("ends").client().post("/auth/logout");
        client.start("idle").settings(Map.of("idleTimeout", "PT1S"));
        client.start("idle");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(since("rollcall_sessions_ended"))
                        .containsOnly(
                                entry(ended("EVICTED_BY_LIMIT"), 1.0),
                                entry(ended("LOGGED_OUT_EVERYWHERE"), 2.0),
                                entry(ended("LOGGED_OUT"), 1.0),
                                entry(ended("IDLE_TIMEOUT"), 1.0)));
    }

    @Test
    void countsHitsAndMissesOfCaches() {
        SignedIn device = client.start("cached");
        for (int i = 0; i < 5; i++) {
            device.client().get("/authorize");
        }
        assertThat(client.bearer("not-ours").get("/authorize").status()).isEqualTo(401);

        assertThat(since("cache_gets_total{cache=\"sessions\"", "cache_gets_total{cache=\"tokens\""))
                .containsOnly(
                        entry("cache_gets_total{cache=\"sessions\",result=\"hit\"}", 4.0),
                        entry("cache_gets_total{cache=\"sessions\",result=\"miss\"}", 1.0),
                        entry("cache_gets_total{cache=\"tokens\",result=\"hit\"}", 5.0),
                        entry("cache_gets_total{cache=\"tokens\",result=\"miss\"}", 1.0));
        assertThat(since("cache_gets_total{cache=\"aggregates\"")).isNotEmpty();
    }

    @Test
    void measuresHowFarHistoryAndLogAreBehind() {
        new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource())).executeWithoutResult(status -> {
            DATABASE.jdbc().execute("LOCK TABLE session_history IN SHARE MODE");
            DATABASE.jdbc().execute("SELECT FROM transparency_log_head FOR UPDATE");
            client.start("counted");
            client.start("counted");
            awaitBehind(2, 5);
        });

        awaitBehind(0, 0);
    }

    @Test
    void measuresHowLateExpiriesAre() {
        client.start("late").settings(Map.of("idleTimeout", "PT3S"));
        client.start("late");
        assertThat(before.values()).contains(entry("rollcall_ready", 1.0));
        new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource())).executeWithoutResult(status -> {
            DATABASE.jdbc().queryForList("SELECT FROM live_session WHERE user_id = 'late' FOR UPDATE");
            await().atMost(PATIENCE).until(() -> Meters.of(client).value("rollcall_deadlines_late_seconds") > 3);
        });

        await().atMost(PATIENCE).until(() -> Meters.of(client).value("rollcall_deadlines_late_seconds") < 3);
    }

    @Test
    void tellsWhenTheLastCleanupRan() {
        double asked = Instant.now().getEpochSecond();
        client.signIn("admin", "admin123").client().post("/admin/cleanup", Map.of());

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Meters.of(client).value("rollcall_sweep_last_seconds"))
                        .isBetween(asked - 1, asked + 60));
        assertThat(Meters.of(client).values()).contains(entry("rollcall_sweep_errors", 0.0));
    }

    private void awaitBehind(double least, double most) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Meters meters = Meters.of(client);
            for (String name : List.of("session-history", "transparency-log")) {
                assertThat(meters.value("rollcall_events_behind{in=\"" + name + "\"}"))
                        .as(name)
                        .isBetween(least, most);
            }
        });
    }

    private void disable(String user) {
        Client admin = client.signIn("admin", "admin123").client();
        admin.post("/users", Map.of("userName", user, "password", "correct horse"));
        admin.put("/users/" + user + "/status", Map.of("status", "DISABLED"));
    }

    private Map<String, Double> since(String... meters) {
        return Meters.of(client).since(before, meters);
    }

    private static String starts(String how, String outcome) {
        return "rollcall_session_starts_total{how=\"" + how + "\",outcome=\"" + outcome + "\"}";
    }

    private static String ended(String reason) {
        return "rollcall_sessions_ended_total{reason=\"" + reason + "\"}";
    }
}
