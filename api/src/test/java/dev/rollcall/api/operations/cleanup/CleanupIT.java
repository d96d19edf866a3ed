package dev.rollcall.api.operations.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.StoredEvents;
import dev.rollcall.testing.TwoNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S4-3: a clean-up on demand ends and deletes what it should, and reports what it did. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CleanupIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Aggregates are not cached, because cached ones would not notice that their events are broken. */
    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes("rollcall.aggregate-cache-size=0");

    private final Client client = NODES.one().client();
    private final Damage damage = new Damage(NODES.database());

    @Test
    @Order(1)
    void hasNoResultBeforeTheFirstRun() {
        Reply reply = admin().get("/admin/cleanup");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("NOT_FOUND");
    }

    @Test
    @Order(2)
    void countsEverySessionByItsOutcome() {
        SignedIn expired = shortLived("expired", Map.of("absoluteTimeout", "PT3S"));
        expired = new SignedIn(client, expired.refresh());
        SignedIn idle = shortLived("idle", Map.of("idleTimeout", "PT3S"));
        SignedIn healthy = client.start("healthy");
        SignedIn refreshed = new SignedIn(client, healthy.refresh());
        String ofNobody = damage.addRow(healthy, "nobody");
        String unknown = damage.addRow(healthy, "healthy");
        SignedIn unlisted = client.start("healthy");
        damage.loseRow(unlisted);
        SignedIn alone = client.start("alone");
        damage.loseRow(alone);
        SignedIn loggedOut = client.start("logged-out");
        loggedOut.refresh();
        loggedOut.client().post("/auth/logout");
        damage.breakEvents(client.start("broken").userId());
        Client admin = admin();
        awaitHistoryOf(loggedOut);
        awaitEndOf(expired, idle);
        long rows = damage.rows();
        String before = damage.everything();

        Reply dry = admin.post("/admin/cleanup?dryRun=true");

        assertThat(dry.status()).isEqualTo(200);
        assertThat(damage.everything()).isEqualTo(before);
        assertThat(admin.get("/admin/cleanup").status()).isEqualTo(404);

        Instant startedAt = Instant.now();
        Reply finished = admin.post("/admin/cleanup");

        assertReport(finished, rows, 1, 1, 4, 2, 1);
        assertThat(finished.body()).isEqualTo(dry.body());
        assertResultOnEveryNode(finished, startedAt);
        assertThat(expired.profile().text("reason")).isEqualTo("ABSOLUTE_TIMEOUT");
        assertThat(idle.refresh().text("reason")).isEqualTo("IDLE_TIMEOUT");
        assertThat(unlisted.profile().text("reason")).isEqualTo("ORPHANED");
        assertThat(alone.refresh().text("reason")).isEqualTo("ORPHANED");
        assertThat(refreshed.profile().status()).isEqualTo(200);
        assertThat(refreshed.refresh().status()).isEqualTo(200);
        assertThat(loggedOut.profile().text("reason")).isEqualTo("LOGGED_OUT");
        assertThat(StoredEvents.of(NODES.database(), "alone", "SessionExpired"))
                .singleElement()
                .satisfies(event -> assertThat(event.path("cause").asString()).isEqualTo("ORPHANED"));
        assertThat(damage.count(
                        "SELECT count(*) FROM ended_session WHERE reason = 'ORPHANED' AND session_id IN (?::uuid, ?::uuid)",
                        ofNobody,
                        unknown))
                .isEqualTo(2);
        assertReport(admin.post("/admin/cleanup"), damage.rows(), 0, 0, 0, 0, 1);
        assertReport(admin.post("/admin/cleanup?dryRun=true"), damage.rows(), 0, 0, 0, 0, 1);
    }

    @Test
    @Order(3)
    void refusesInvalidValuesOfDryRun() {
        Reply reply = admin().post("/admin/cleanup?dryRun=maybe");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("field")).isEqualTo("dryRun");
    }

    private Client admin() {
        return client.signIn("admin", "admin123").client();
    }

    /** Changes the settings before starting the session that they are for. */
    private SignedIn shortLived(String user, Map<String, Object> settings) {
        SignedIn first = client.start(user).settings(settings);
        first.client().post("/auth/logout");
        SignedIn device = client.start(user);
        damage.forgetDeadline(device);
        return device;
    }

    private static void awaitEndOf(SignedIn... devices) {
        for (SignedIn device : devices) {
            Instant end = Instant.parse(device.reply().text("session.expiresAt"));
            await().atMost(PATIENCE).until(() -> Instant.now().isAfter(end.plusSeconds(1)));
        }
    }

    private void awaitHistoryOf(SignedIn device) {
        await().atMost(PATIENCE)
                .until(() -> damage.count(
                                "SELECT count(*) FROM session_history WHERE session_id = ?::uuid AND reason IS NOT NULL",
                                device.sessionId())
                        == 1);
    }

    private static void assertResultOnEveryNode(Reply finished, Instant startedAt) {
        for (Client node : new Client[] {NODES.one().client(), NODES.other().client()}) {
            Reply last = node.signIn("admin", "admin123").client().get("/admin/cleanup");
            assertThat(Instant.parse(last.text("startedAt"))).isBetween(startedAt.minusMillis(1), Instant.now());
            assertThat(Instant.parse(last.text("finishedAt")))
                    .isBetween(Instant.parse(last.text("startedAt")), Instant.now());
            finished.body()
                    .propertyNames()
                    .forEach(counter -> assertThat(last.at(counter)).isEqualTo(finished.at(counter)));
        }
    }

    private static void assertReport(
            Reply reply, long total, long expired, long inactive, long orphaned, long deleted, long errors) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().toString())
                .isEqualTo(
                        "{\"totalSessions\":%d,\"expiredSessions\":%d,\"inactiveSessions\":%d,\"orphanedSessions\":%d,"
                                        .formatted(total, expired, inactive, orphaned)
                                + "\"deletedSessions\":%d,\"errors\":%d}".formatted(deleted, errors));
    }
}
