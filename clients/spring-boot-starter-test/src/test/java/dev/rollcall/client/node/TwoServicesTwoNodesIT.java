package dev.rollcall.client.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.client.service.Requests;
import dev.rollcall.client.service.Requests.Answer;
import dev.rollcall.client.service.ServiceUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two services and two nodes. Whatever happens to a service's node, the service never allows a session that ended more
 * than a second before the request. That holds on a slow machine, too, because a service that is late does not trust what
 * it knows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServicesTwoNodesIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration BOUND = Duration.ofSeconds(1);

    /** Long enough for all nodes to read a new signing key before it signs. */
    private static final Duration PUBLICATION = Duration.ofSeconds(40);

    private static final int FIVE_MINUTES = 300;

    /** How long the services are asked while their node fails. */
    private static final Duration WATCHED = Duration.ofSeconds(3);

    @TempDir
    private static Path directory;

    /** Only its database is used. */
    private Node database;

    private SettableClock clock;
    private Node one;
    private Node other;
    private Relay toOne;
    private Relay toOther;
    private ConfigurableApplicationContext orders;
    private ConfigurableApplicationContext invoices;

    /** What happens to the node of the service {@code orders}, and how it ends. */
    enum Fault {
        FROZEN_NODE(test -> test.one.freeze(), test -> test.one.thaw()),
        KILLED_NODE(test -> test.one.kill(), TwoServicesTwoNodesIT::restart),
        SILENT_NETWORK(test -> test.toOne.fallSilent(), test -> test.toOne.heal()),
        CUT_NETWORK(test -> test.toOne.cut(), test -> test.toOne.heal()),
        FAST_CLOCK(test -> test.setClock(FIVE_MINUTES), test -> test.clock.setAhead(0)),
        SLOW_CLOCK(test -> test.setClock(-FIVE_MINUTES), test -> test.clock.setAhead(0));

        private final Consumer<TwoServicesTwoNodesIT> begin;
        private final Consumer<TwoServicesTwoNodesIT> end;

        Fault(Consumer<TwoServicesTwoNodesIT> begin, Consumer<TwoServicesTwoNodesIT> end) {
            this.begin = begin;
            this.end = end;
        }

        boolean canBeTried() {
            return this != FAST_CLOCK && this != SLOW_CLOCK || SettableClock.isInstalled();
        }
    }

    @BeforeAll
    void start() {
        database = Node.start(directory.resolve("database"));
        clock = new SettableClock(directory.resolve("clock"));
        one = node(0, clock.environment());
        other = node(0, Map.of());
        toOne = Relay.to(one.port());
        toOther = Relay.to(other.port());
        orders = service(WebApplicationType.SERVLET, toOne);
        invoices = service(WebApplicationType.REACTIVE, toOther);
    }

    @AfterAll
    void stop() {
        orders.close();
        invoices.close();
        toOne.close();
        toOther.close();
        one.close();
        other.close();
        database.close();
    }

    @Test
    void aLogOutAtEitherNodeIsKnownToBothServices() {
        for (Node node : List.of(one, other)) {
            String token = one.logIn();
            awaitStatus(orders, token, 200);
            awaitStatus(invoices, token, 200);

            node.post("/auth/logout", token, "");
            long endedAt = System.nanoTime();

            assertThat(watch(token, endedAt, () -> isEnded(orders, token) && isEnded(invoices, token)))
                    .isEmpty();
        }
    }

    @Test
    void theSigningKeyMayBeReplacedWhileServicesRun() {
        String signedBefore = one.logIn();
        awaitStatus(orders, signedBefore, 200);
        awaitStatus(invoices, signedBefore, 200);

        one.post("/admin/signing-keys", one.logIn("admin", "admin123"), "");
        String signedAfter = await().atMost(LONG.plus(PUBLICATION))
                .pollInterval(BOUND)
                .until(one::logIn, token -> !keyOf(token).equals(keyOf(signedBefore)));

        for (ConfigurableApplicationContext service : List.of(orders, invoices)) {
            assertThat(status(service, signedAfter)).isEqualTo(200);
            assertThat(status(service, signedBefore)).isEqualTo(200);
        }
        for (String token : List.of(signedBefore, signedAfter)) {
            other.post("/auth/logout", token, "");
            long endedAt = System.nanoTime();
            assertThat(watch(token, endedAt, () -> isEnded(orders, token) && isEnded(invoices, token)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noEndedSessionIsAllowedAfterASecondWithA(Fault fault) {
        assumeTrue(fault.canBeTried(), "libfaketime is not installed");
        String ended = other.logIn();
        String live = other.logIn();
        awaitStatus(orders, ended, 200);
        awaitStatus(invoices, ended, 200);
        fault.begin.accept(this);
        try {
            other.post("/auth/logout", ended, "");
            long endedAt = System.nanoTime();

            assertThat(watch(ended, endedAt, () -> System.nanoTime() - endedAt > WATCHED.toNanos()))
                    .isEmpty();
            assertThat(status(orders, ended)).isEqualTo(503);
            awaitStatus(invoices, ended, 401);
            awaitStatus(invoices, live, 200);
        } finally {
            fault.end.accept(this);
        }

        await().atMost(LONG).until(() -> isEnded(orders, ended));
        await().atMost(LONG).until(() -> isEnded(invoices, ended));
        awaitStatus(orders, live, 200);
    }

    /** Returns the times after the end at which requests began that were allowed too late. */
    private List<Duration> watch(String token, long endedAt, BooleanSupplier enough) {
        List<Duration> tooLate = new ArrayList<>();
        while (!enough.getAsBoolean()) {
            for (ConfigurableApplicationContext service : List.of(orders, invoices)) {
                Duration begun = Duration.ofNanos(System.nanoTime() - endedAt);
                if (status(service, token) == 200 && begun.compareTo(BOUND) > 0) {
                    tooLate.add(begun);
                }
            }
            if (System.nanoTime() - endedAt > LONG.toNanos()) {
                throw new AssertionError("not refused with the reason within " + LONG);
            }
        }
        return tooLate;
    }

    private Node node(int port, Map<String, String> environment) {
        return Node.start(
                directory.resolve("unused"),
                environment,
                "server.port=" + port,
                "spring.datasource.url=" + Node.databaseUrl(directory.resolve("database")),
                "rollcall.tokens.signing-key-publication=" + PUBLICATION,
                "rollcall.sessions.max-sessions=0");
    }

    /** Sets the clock of a node so wrongly that it refuses to serve. */
    private void setClock(int secondsAhead) {
        clock.setAhead(secondsAhead);
        await().atMost(LONG).until(() -> one.status("/.well-known/jwks.json") == 503);
        await().atMost(LONG).until(() -> one.status("/actuator/health/readiness") == 503);
    }

    private void restart() {
        one = node(one.port(), clock.environment());
    }

    private static ConfigurableApplicationContext service(WebApplicationType stack, Relay relay) {
        Map<String, String> settings = new HashMap<>();
        settings.put("rollcall.client.issuer", Node.ISSUER);
        settings.put("rollcall.client.base-url", relay.url());
        settings.put("rollcall.client.client-id", "orders");
        settings.put("rollcall.client.client-secret", Node.SECRET);
        settings.put("rollcall.client.follow-endings", "true");
        return ServiceUnderTest.start(stack, settings);
    }

    /** Returns the header of a token, which names its key. */
    private static String keyOf(String token) {
        return token.substring(0, token.indexOf('.'));
    }

    private static boolean isEnded(ConfigurableApplicationContext service, String token) {
        Answer answer = get(service, token);
        return answer.status() == 401
                && answer.code().equals("SESSION_ENDED")
                && answer.json().path("reason").asString("").equals("LOGGED_OUT");
    }

    private static void awaitStatus(ConfigurableApplicationContext service, String token, int status) {
        await().atMost(LONG).until(() -> status(service, token) == status);
    }

    private static int status(ConfigurableApplicationContext service, String token) {
        return get(service, token).status();
    }

    private static Answer get(ConfigurableApplicationContext service, String token) {
        return new Requests(service).get("/orders", token);
    }
}
