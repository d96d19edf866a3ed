package dev.rollcall.api.operations.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.PrimaryAndStandby;
import dev.rollcall.testing.SignedIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Every expression of the dashboard and of the alerts has a value on a running node, and alerts fire. */
@EnabledIf(value = "dev.rollcall.api.operations.monitoring.Prometheus#isInstalled", disabledReason = "no Prometheus")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static PrimaryAndStandby servers;
    private static Node node;
    private static Prometheus prometheus;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        servers = PrimaryAndStandby.start(Files.createDirectory(directory.resolve("servers")));
        node = Node.start(
                servers.primary(),
                "rollcall.reader.url=" + servers.standby().url(),
                "spring.ssl.bundle.jks.web.keystore.location=" + keyStore(),
                "spring.ssl.bundle.jks.web.keystore.password=changeit");
        prometheus = Prometheus.start(Files.createDirectory(directory.resolve("prometheus")), node.client());
        // A rate needs figures from before and after.
        await().atMost(PATIENCE).until(() -> prometheus.scrapes() >= 2);
        load(node.client());
        System.gc();
        int loaded = prometheus.scrapes();
        await().atMost(PATIENCE).until(() -> prometheus.scrapes() >= loaded + 3);
    }

    /** Logins, checks, ends, refusals, and a query of an auditor. */
    private static void load(Client client) {
        SignedIn user = client.signIn("june_doe", "test123");
        client.login("june_doe", "wrong");
        for (int i = 0; i < 50; i++) {
            user.client().get("/authorize");
        }
        user.client().get("/auth/sessions");
        user.refresh();
        client.start("monitored").client().post("/auth/logout");
        client.get("/authorize");
        client.bearer("no token").get("/auth/sessions");
        Client auditor = client.signIn("auditor", "audit123").client();
        assertThat(auditor.get("/audit/events").status()).isEqualTo(200);
    }

    private static Path keyStore() throws IOException, InterruptedException {
        Path file = directory.resolve("web.p12");
        String command = "-genkeypair -alias web -keyalg EC -dname CN=localhost -storepass changeit -keystore " + file;
        Process keytool = new ProcessBuilder(Stream.concat(
                                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()),
                                Stream.of(command.split(" ")))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    @AfterAll
    static void stop() {
        Stream.of(prometheus, node, servers).filter(Objects::nonNull).forEach(MonitoringIT::close);
    }

    private static void close(AutoCloseable started) {
        try {
            started.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    @Order(1)
    void everyExpressionOfTheDashboardHasAValue() {
        List<String> expressions = Dashboard.read().expressions();

        assertThat(expressions)
                .hasSizeGreaterThan(40)
                .allSatisfy(expression ->
                        assertThat(numbers(expression)).as(expression).isNotEmpty());
    }

    @Test
    @Order(1)
    void everyAlertReadsMetricsThatExist() {
        assertThat(Alert.readAll()).allSatisfy(alert -> {
            prometheus.query(alert.expression());
            assertThat(alert.series())
                    .isNotEmpty()
                    .allSatisfy(series -> assertThat(prometheus.query(series))
                            .as("%s of %s", series, alert.name())
                            .isNotEmpty());
        });
    }

    @Test
    @Order(2)
    void warnsOfAStandbyThatNoCommitWaitsFor() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.firing()).contains("RollcallDurabilityNotPromised"));
        assertThat(prometheus.firing()).doesNotContain("RollcallDown", "RollcallNodeDown", "RollcallNotReady");
    }

    @Test
    @Order(3)
    void alertsWhenTheNodeIsStopped() {
        node.close();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.firing()).contains("RollcallDown", "RollcallNodeDown"));
    }

    private static List<Double> numbers(String expression) {
        return prometheus.query(expression).stream()
                .map(result -> result.at("/value/1").asString())
                .map(value -> value.equals("NaN") ? Double.NaN : Double.valueOf(value))
                .filter(value -> !value.isNaN())
                .toList();
    }
}
