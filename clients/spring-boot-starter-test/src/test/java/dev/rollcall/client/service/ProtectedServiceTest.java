package dev.rollcall.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.client.service.Requests.Answer;
import dev.rollcall.client.test.fake.FakeRollcall;
import dev.rollcall.client.test.fake.FakeSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Both web stacks refuse and accept the same. */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
class ProtectedServiceTest {

    @Parameter
    WebApplicationType stack = WebApplicationType.NONE;

    private final FakeRollcall rollcall = FakeRollcall.start();

    private ConfigurableApplicationContext service;
    private Requests requests;

    @BeforeEach
    void startService() {
        service = ServiceUnderTest.start(stack, settings());
        requests = new Requests(service);
        awaitHealth(Status.UP);
    }

    /** Knowledge stays fresh while a busy machine pauses. */
    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(rollcall.settings());
        settings.put("rollcall.client.max-staleness", "3s");
        return settings;
    }

    @AfterEach
    void stop() {
        service.close();
        rollcall.close();
    }

    @Test
    void aLiveSessionIsThePrincipal() {
        FakeSession june = rollcall.signIn("june", "ADMIN");

        Answer answer = requests.get("/orders", rollcall.token(june));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("userId").asString("")).isEqualTo("june");
        assertThat(answer.json().path("name").asString("")).isEqualTo("june");
        assertThat(answer.json().path("sessionId").asString("")).isEqualTo(june.sessionId());
        assertThat(answer.json().path("authorities").toString()).contains("ROLE_ADMIN");
        assertThat(rollcall.introspections()).isZero();
    }

    @Test
    void anEndedSessionIsRefusedWithItsReason() {
        FakeSession june = rollcall.signIn("june");
        String token = rollcall.token(june);
        assertThat(requests.get("/orders", token).status()).isEqualTo(200);

        rollcall.end(june, "EVICTED_BY_LIMIT");

        await().untilAsserted(() ->
                assertThat(requests.get("/orders", token).status()).isEqualTo(401));
        Answer refused = requests.get("/orders", token);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.code()).isEqualTo("SESSION_ENDED");
        assertThat(refused.json().path("status").asInt(0)).isEqualTo(401);
        assertThat(refused.json().path("title").asString("")).isEqualTo("The session has ended");
        assertThat(refused.json().path("detail").asString("")).contains("your limit of sessions");
        assertThat(refused.json().path("reason").asString("")).isEqualTo("EVICTED_BY_LIMIT");
        assertThat(refused.json().path("sessionId").asString("")).isEqualTo(june.sessionId());
        assertThat(Instant.parse(refused.json().path("endedAt").asString(""))).isBefore(Instant.now());
        assertThat(rollcall.introspections()).isZero();
    }

    @Test
    void aRequestWithoutATokenIsAskedForOne() {
        Answer refused = requests.get("/orders", null);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("TOKEN_REQUIRED");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aTokenThatIsNotRightIsRefused() {
        FakeSession june = rollcall.signIn("june");
        List<Consumer<JWTClaimsSet.Builder>> wrong = List.of(
                claims -> claims.issuer("https://elsewhere.example"),
                claims -> claims.audience("another-service"),
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))),
                claims -> claims.expirationTime(null),
                claims -> claims.issueTime(null),
                claims -> claims.subject(null),
                claims -> claims.claim("sid", null),
                claims -> claims.claim("sid", 7),
                claims -> claims.claim("role", null));
        for (Consumer<JWTClaimsSet.Builder> change : wrong) {
            assertInvalid(rollcall.token(june, change));
        }
        String good = rollcall.token(june);
        assertInvalid("nonsense");
        assertInvalid("eyJhbGciOiJub25lIn0.e30.");
        assertInvalid(good.substring(0, good.length() - 10) + "AAAAAAAAAA");
        assertInvalid("a".repeat(4_000));
        assertThat(requests.get("/orders", good).status()).isEqualTo(200);
    }

    @Test
    void whileTheStreamIsSilentTokensAreIntrospected() {
        FakeSession june = rollcall.signIn("june");
        FakeSession max = rollcall.signIn("max");
        rollcall.faults().silenceStreams();
        rollcall.end(max, "LOGGED_OUT");

        await().untilAsserted(() -> assertThat(
                        requests.get("/orders", rollcall.token(max)).status())
                .isEqualTo(401));
        assertThat(rollcall.introspections()).isPositive();
        assertThat(requests.get("/orders", rollcall.token(max)).code()).isEqualTo("INVALID_TOKEN");
        assertThat(requests.get("/orders", rollcall.token(june)).status()).isEqualTo(200);
    }

    @Test
    void whileRollcallIsFrozenTheStateIsUnknownAndThenKnownAgain() {
        String token = rollcall.token(rollcall.signIn("june"));
        assertThat(requests.get("/orders", token).status()).isEqualTo(200);
        rollcall.faults().freeze();

        await().untilAsserted(() ->
                assertThat(requests.get("/orders", token).status()).isEqualTo(503));
        Answer unknown = requests.get("/orders", token);
        assertThat(unknown.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
        assertThat(unknown.header("Retry-After")).isEqualTo("1");
        awaitHealth(Status.OUT_OF_SERVICE);

        rollcall.faults().thaw();
        await().untilAsserted(() ->
                assertThat(requests.get("/orders", token).status()).isEqualTo(200));
        awaitHealth(Status.UP);
    }

    @Test
    void whatEndedWhileTheStreamWasCutIsKnownAfterwards() {
        FakeSession june = rollcall.signIn("june");
        String token = rollcall.token(june);
        assertThat(requests.get("/orders", token).status()).isEqualTo(200);
        int opened = rollcall.openedStreams();
        rollcall.faults().cutStreams();
        rollcall.end(june, "LOGGED_OUT_EVERYWHERE");

        await().until(() -> rollcall.openedStreams() > opened);
        await().untilAsserted(
                        () -> assertThat(requests.get("/orders", token).code()).isEqualTo("SESSION_ENDED"));
    }

    @Test
    void aStreamOfRubbishIsClosedAndNotBelieved() {
        FakeSession june = rollcall.signIn("june");
        String token = rollcall.token(june);
        rollcall.faults().silenceStreams();
        rollcall.faults().sendOnStreams("event: known\ndata: {\"until\":99999999999999}\n\n");
        rollcall.end(june, "LOGGED_OUT");

        await().untilAsserted(() ->
                assertThat(requests.get("/orders", token).status()).isEqualTo(401));
        await().until(() -> rollcall.openedStreams() > 1);

        rollcall.faults().sendOnStreams(null);
        rollcall.faults().resumeStreams();
        await().untilAsserted(
                        () -> assertThat(requests.get("/orders", token).code()).isEqualTo("SESSION_ENDED"));
    }

    @Test
    void anIntrospectionThatMakesNoSenseAllowsNothing() {
        String token = rollcall.token(rollcall.signIn("june"));
        rollcall.faults().silenceStreams();
        awaitHealth(Status.OUT_OF_SERVICE);

        for (String body :
                List.of("", "[]", "{\"active\":\"true\"}", "{\"active\":true,\"sub\":\"june\",\"sid\":\"x\"}")) {
            rollcall.faults().answerIntrospectionsWith(body);
            assertThat(requests.get("/orders", token).status()).as(body).isEqualTo(503);
        }
    }

    @Test
    void aTokenFromBeforeTheListIsIntrospected() {
        FakeSession june = rollcall.signIn("june");
        Consumer<JWTClaimsSet.Builder> old =
                claims -> claims.issueTime(Date.from(Instant.now().minus(Duration.ofHours(2))));

        assertThat(requests.get("/orders", rollcall.token(june, old)).status()).isEqualTo(200);
        assertThat(rollcall.introspections()).isEqualTo(1);
    }

    @Test
    void aNewKeyIsFoundAndAFloodOfUnknownOnesAsksForNothing() {
        FakeSession june = rollcall.signIn("june");
        assertThat(requests.get("/orders", rollcall.token(june)).status()).isEqualTo(200);
        rollcall.faults().rotateKeys();

        await().untilAsserted(() -> assertThat(
                        requests.get("/orders", rollcall.token(june)).status())
                .isEqualTo(200));

        try (FakeRollcall other = FakeRollcall.start()) {
            int reads = rollcall.keyReads();
            for (int i = 0; i < 50; i++) {
                assertInvalid(other.token(june, claims -> claims.issuer(rollcall.issuer())));
            }
            assertThat(rollcall.keyReads() - reads).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void metersTellWhatHappens() {
        FakeSession june = rollcall.signIn("june");
        rollcall.end(june, "IDLE_TIMEOUT");
        await().untilAsserted(() ->
                assertThat(requests.get("/orders", rollcall.token(june)).code()).isEqualTo("SESSION_ENDED"));
        String token = rollcall.token(rollcall.signIn("max"));

        assertThat(meter("rollcall.client.endings.remembered", token)).isEqualTo(1);
        assertThat(meter("rollcall.client.refusals?tag=reason:IDLE_TIMEOUT", token))
                .isPositive();
        assertThat(meter("rollcall.client.streams.opened", token)).isEqualTo(1);
        assertThat(meter("rollcall.client.streams.lost", token)).isZero();
        assertThat(meter("rollcall.client.introspections?tag=outcome:failed", token))
                .isZero();
        assertThat(meter("rollcall.client.keys.read", token)).isEqualTo(1);
        assertThat(meter("rollcall.client.endings.age", token)).isNotNegative();
        rollcall.faults().silenceStreams();
        double age = meter("rollcall.client.endings.age", token);
        await().until(() -> meter("rollcall.client.endings.age", token) > age);
    }

    @Test
    void theServiceStartsWhileRollcallIsDown() {
        String token = rollcall.token(rollcall.signIn("june"));
        rollcall.faults().answerEverythingWith(503);
        try (ConfigurableApplicationContext late = ServiceUnderTest.start(stack, settings())) {
            Requests toLate = new Requests(late);
            assertThat(toLate.get("/orders", token).status()).isEqualTo(503);
            assertThat(health(late).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health(late).getDetails())
                    .containsEntry("connected", false)
                    .hasEntrySatisfying(
                            "problem", problem -> assertThat(problem).asString().contains("503"));

            rollcall.faults().answerEverythingWith(0);
            await().untilAsserted(() ->
                    assertThat(toLate.get("/orders", token).status()).isEqualTo(200));
            await().until(() -> health(late).getStatus().equals(Status.UP));
        }
    }

    private double meter(String nameAndTag, String token) {
        Answer answer = requests.get("/actuator/metrics/" + nameAndTag, token);
        assertThat(answer.status()).as(nameAndTag).isEqualTo(200);
        return answer.json().path("measurements").path(0).path("value").asDouble(-1);
    }

    private void assertInvalid(String token) {
        Answer refused = requests.get("/orders", token);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("INVALID_TOKEN");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    private void awaitHealth(Status status) {
        await().until(() -> health(service).getStatus().equals(status));
    }

    private static Health health(ApplicationContext service) {
        return Objects.requireNonNull(service.getBean("rollcallHealthIndicator", HealthIndicator.class)
                .health());
    }
}
