package dev.rollcall.client.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.client.service.Requests;
import dev.rollcall.client.service.Requests.Answer;
import dev.rollcall.client.service.ServiceUnderTest;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** A service with the starter, beside the packaged Rollcall. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceBesideRollcallIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private Node rollcall;
    private ConfigurableApplicationContext service;
    private Requests requests;

    @BeforeAll
    void start() {
        rollcall = Node.start(directory);
        service = ServiceUnderTest.start(WebApplicationType.SERVLET, rollcall.settings());
        requests = new Requests(service);
        awaitFresh();
    }

    @AfterAll
    void stop() {
        service.close();
        rollcall.close();
    }

    @Test
    void aSignedOutSessionIsRefusedWithTheReason() {
        double before = introspections();
        String token = rollcall.logIn();
        assertThat(requests.get("/orders", token).json().path("userName").asString(""))
                .isEqualTo("june_doe");

        rollcall.post("/auth/logout", token, "");

        await().untilAsserted(() ->
                assertThat(requests.get("/orders", token).status()).isEqualTo(401));
        Answer refused = requests.get("/orders", token);
        assertThat(refused.code()).isEqualTo("SESSION_ENDED");
        assertThat(refused.json().path("reason").asString("")).isEqualTo("LOGGED_OUT");
        assertThat(introspections()).isEqualTo(before);
    }

    @Test
    void aFrozenNodeAllowsNothingAndIsFollowedAgainWhenItGoesOn() {
        String token = rollcall.logIn();
        assertThat(requests.get("/orders", token).status()).isEqualTo(200);

        rollcall.freeze();
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(requests.get("/orders", token).status()).isEqualTo(503));

        rollcall.thaw();
        awaitFresh();
        assertThat(requests.get("/orders", token).status()).isEqualTo(200);
    }

    private double introspections() {
        return service.getBean(MeterRegistry.class).find("rollcall.client.introspections").functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    private void awaitFresh() {
        HealthIndicator health = service.getBean("rollcallHealthIndicator", HealthIndicator.class);
        await().atMost(LONG).untilAsserted(() -> {
            Health state = Objects.requireNonNull(health.health());
            assertThat(state.getStatus()).as(state.getDetails().toString()).isEqualTo(Status.UP);
        });
    }
}
