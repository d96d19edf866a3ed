package dev.rollcall.eventstore.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.PrimaryAndStandby;
import dev.rollcall.testing.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** S2-9: queries of auditors may go to a standby, and have the same answers as from the primary. */
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandbyReadsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String BY_STANDBY = "rollcall_reader_reads_total{server=\"standby\"}";

    private static final String BY_PRIMARY = "rollcall_reader_reads_total{server=\"primary\"}";

    @TempDir
    private static Path directory;

    private static PrimaryAndStandby servers;

    private static Node node;

    private static Client client;

    private static Auditor auditor;

    @BeforeAll
    static void start() {
        servers = PrimaryAndStandby.start(directory);
        node = Node.start(
                servers.primary(),
                "rollcall.reader.url=" + servers.standby().url(),
                "rollcall.reader.wait-at-most=PT10S");
        client = node.client();
        auditor = Auditor.at(client);
    }

    @AfterAll
    static void stop() {
        node.close();
        servers.close();
    }

    @Test
    @Order(1)
    void aStandbyThatHasEverythingAnswers() {
        Meters before = Meters.of(client);
        for (int i = 0; i < 20; i++) {
            String user = "fresh-" + i;
            client.start(user);
            assertThat(eventsOf(user)).isEqualTo(1);
            assertThat(signedIn(user)).isEqualTo(1);
        }
        auditor.awaitAllLogged(servers.primary());
        assertThat(auditor.export()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(whatIf().status()).isEqualTo(200);

        Map<String, Double> reads = Meters.of(client).since(before, "rollcall_reader_reads");
        assertThat(reads).containsOnlyKeys(BY_STANDBY);
        assertThat(reads.get(BY_STANDBY)).isGreaterThanOrEqualTo(42);
    }

    @Test
    @Order(2)
    void theLagOfTheStandbyIsMeasured() {
        await().atMost(PATIENCE).until(() -> Meters.of(client).value("rollcall_reader_behind") == 0);
        servers.standby().jdbc().execute("SELECT pg_wal_replay_pause()");
        client.start("measured");

        await().atMost(PATIENCE).until(() -> Meters.of(client).value("rollcall_reader_behind") > 0);
        servers.standby().jdbc().execute("SELECT pg_wal_replay_resume()");
    }

    @Test
    @Order(3)
    void aStandbyThatIsBehindIsWaitedForOrNotAsked() {
        servers.standby().jdbc().execute("SELECT pg_wal_replay_pause()");
        client.start("behind");
        Meters before = Meters.of(client);

        assertThat(eventsOf("behind")).isEqualTo(1);
        assertThat(Meters.of(client).since(before, "rollcall_reader_reads")).containsOnlyKeys(BY_PRIMARY);

        servers.standby().jdbc().execute("SELECT pg_wal_replay_resume()");
        awaitAnswerOf(BY_STANDBY, "behind");
    }

    @Test
    @Order(4)
    void anotherPrimaryIsNotAsked(CapturedOutput output) {
        servers.standby().jdbc().queryForList("SELECT pg_promote()");
        client.start("promoted");
        Meters before = Meters.of(client);

        assertThat(eventsOf("promoted")).isEqualTo(1);
        assertThat(Meters.of(client).since(before, "rollcall_reader_reads")).containsOnlyKeys(BY_PRIMARY);
        assertThat(output).contains("The server of rollcall.reader.url is not a standby");
    }

    @Test
    @Order(5)
    void thePrimaryAnswersWhenTheStandbyIsGone() {
        servers.stopStandby();
        client.start("alone");

        awaitAnswerOf(BY_PRIMARY, "alone");
        assertThat(signedIn("alone")).isEqualTo(1);
    }

    private static void awaitAnswerOf(String server, String user) {
        await().atMost(PATIENCE).until(() -> {
            Meters before = Meters.of(client);
            assertThat(eventsOf(user)).isEqualTo(1);
            return Meters.of(client)
                    .since(before, "rollcall_reader_reads")
                    .keySet()
                    .contains(server);
        });
    }

    private static int eventsOf(String user) {
        Reply events = auditor.client().get("/audit/events?userId=" + user);
        assertThat(events.status()).as(events.toString()).isEqualTo(200);
        return events.at("events").size();
    }

    private static int signedIn(String user) {
        Reply page = auditor.client().get("/audit/sessions?userId=" + user + "&at=" + Instant.now());
        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        assertThat(page.at("history.behind").asInt()).isZero();
        return page.at("sessions").size();
    }

    private static Reply whatIf() {
        Instant now = Instant.now();
        return auditor.client()
                .post(
                        "/audit/what-if",
                        Map.of(
                                "from", now.minusSeconds(3_600).toString(),
                                "to", now.toString(),
                                "policy", Map.of("maxSessions", 1, "whenFull", "REJECT")));
    }
}
