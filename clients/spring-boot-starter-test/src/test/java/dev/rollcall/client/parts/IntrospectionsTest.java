package dev.rollcall.client.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.client.SessionStateUnavailableException;
import dev.rollcall.client.http.RollcallServer;
import dev.rollcall.client.http.RollcallServer.Credentials;
import dev.rollcall.client.introspection.Introspections;
import dev.rollcall.client.test.fake.FakeRollcall;
import dev.rollcall.client.test.fake.FakeSession;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class IntrospectionsTest {

    private final FakeRollcall rollcall = FakeRollcall.start();
    private final AtomicLong nanos = new AtomicLong();
    private final Introspections introspections = new Introspections(
            new RollcallServer(
                    rollcall.issuer(),
                    new Credentials(
                            "service",
                            Objects.requireNonNull(rollcall.settings().get("rollcall.client.client-secret"))),
                    Duration.ofSeconds(1)),
            2,
            Duration.ofSeconds(30),
            nanos::get);

    private final FakeSession june = rollcall.signIn("june");
    private final Jwt token = token(june);

    @AfterEach
    void stop() {
        rollcall.close();
    }

    @Test
    void tellWhatRollcallTells() {
        assertThat(introspections.isActive(token).join()).isTrue();

        rollcall.end(june, "LOGGED_OUT");

        assertThat(introspections.isActive(token).join()).isFalse();
        assertThat(introspections.outcomes().active()).isEqualTo(1);
        assertThat(introspections.outcomes().inactive()).isEqualTo(1);
    }

    @Test
    void areSharedByRequestsThatComeTogether() {
        rollcall.faults().freeze();
        CompletableFuture<Boolean> first = introspections.isActive(token);
        CompletableFuture<Boolean> second = introspections.isActive(token);
        await().until(() -> rollcall.introspections() == 1);

        rollcall.faults().thaw();

        assertThat(first.join()).isTrue();
        assertThat(second.join()).isTrue();
        assertThat(rollcall.introspections()).isEqualTo(1);
        assertThat(introspections.outcomes().shared()).isEqualTo(1);
    }

    @Test
    void areNotSharedWithARequestThatComesLater() {
        rollcall.faults().freeze();
        CompletableFuture<Boolean> first = introspections.isActive(token);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
        CompletableFuture<Boolean> second = introspections.isActive(token);

        await().until(() -> rollcall.introspections() == 2);
        rollcall.faults().thaw();
        assertThat(first.thenCombine(second, Boolean::logicalAnd).join()).isTrue();
    }

    @Test
    void areNotMadeBeyondTheBound() {
        rollcall.faults().freeze();
        var first = introspections.isActive(token);
        var second = introspections.isActive(token(rollcall.signIn("max")));

        assertThat(introspections.isActive(token(rollcall.signIn("eve"))))
                .completesExceptionallyWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(SessionStateUnavailableException.class);

        rollcall.faults().thaw();
        assertThat(first.thenCombine(second, Boolean::logicalAnd).join()).isTrue();
        await().until(() ->
                introspections.isActive(token(rollcall.signIn("eve"))).join());
        assertThat(introspections.outcomes().rejected()).isEqualTo(1);
    }

    private Jwt token(FakeSession session) {
        return Jwt.withTokenValue(rollcall.token(session))
                .header("alg", "ES256")
                .subject(session.userId())
                .claim("sid", session.sessionId())
                .build();
    }
}
