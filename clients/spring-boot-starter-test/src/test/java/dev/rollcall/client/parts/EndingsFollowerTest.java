package dev.rollcall.client.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.client.endings.Clocks;
import dev.rollcall.client.endings.Endings;
import dev.rollcall.client.endings.EndingsFollower;
import dev.rollcall.client.http.RollcallServer;
import dev.rollcall.client.http.RollcallServer.Credentials;
import dev.rollcall.client.test.fake.FakeRollcall;
import dev.rollcall.client.test.fake.FakeSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndingsFollowerTest {

    private final FakeRollcall rollcall = FakeRollcall.start();
    private final AtomicLong wallOffset = new AtomicLong();
    private final AtomicLong nanosOffset = new AtomicLong();
    private final Clocks clocks = new Clocks(
            () -> System.nanoTime() + nanosOffset.get(), () -> Instant.now().plusMillis(wallOffset.get()));
    private final Endings endings = new Endings(1_000, Duration.ofSeconds(1), clocks);

    private EndingsFollower follower =
            follower(Objects.requireNonNull(rollcall.settings().get("rollcall.client.client-secret")));

    @AfterEach
    void stop() {
        follower.stop();
        rollcall.close();
    }

    @Test
    void renewsTheStreamWhenTheClocksGoApartAndClosesTheOldOneAfterwards() {
        FakeSession june = rollcall.signIn("june");
        rollcall.end(june, "LOGGED_OUT");
        follower.start();
        await().until(endings::isFresh);

        wallOffset.set(60_000);

        await().until(() -> rollcall.openedStreams() == 2 && rollcall.openStreams() == 1);
        await().until(endings::isFresh);
        assertThat(follower.losses()).isZero();
        assertThat(endings.find(june.sessionId())).isPresent();
    }

    @Test
    void opensAnotherStreamIfTheFirstOneBeganTooLate() {
        rollcall.faults().freeze();
        follower.start();
        await().until(() -> follower.connects() == 1);

        nanosOffset.set(TimeUnit.MILLISECONDS.toNanos(1_500));
        wallOffset.set(1_500);
        rollcall.faults().thaw();

        await().until(() -> rollcall.openedStreams() == 2 && rollcall.openStreams() == 1);
        await().until(endings::isFresh);
        assertThat(follower.losses()).isZero();
    }

    @Test
    void closesItsStreamWhenItStops() {
        follower.start();
        await().until(follower::isConnected);

        follower.stop();

        await().until(() -> rollcall.openStreams() == 0);
        assertThat(follower.isConnected()).isFalse();
    }

    @Test
    void saysThatItsSecretIsRefused() {
        follower = follower("wrong");
        follower.start();

        await().until(() -> follower.losses() > 0);
        assertThat(follower.lastProblem())
                .contains("rollcall.client.client-secret")
                .contains("401");
        assertThat(endings.isFresh()).isFalse();
    }

    @Test
    void doesNotStormARollcallThatRefuses() {
        AtomicLong nanos = new AtomicLong();
        Clocks stopped = new Clocks(nanos::get, () -> Instant.EPOCH);
        follower = new EndingsFollower(server("any"), endings, stopped, () -> 0, true);
        rollcall.faults().answerEverythingWith(503);
        follower.start();
        await().until(() -> follower.losses() == 2);

        nanos.set(TimeUnit.MILLISECONDS.toNanos(500));
        await().until(() -> follower.losses() == 3);

        nanos.set(TimeUnit.MILLISECONDS.toNanos(1_500));
        await().until(() -> follower.losses() == 4);
        assertThat(follower.connects()).isEqualTo(4);
    }

    private EndingsFollower follower(String secret) {
        return new EndingsFollower(server(secret), endings, clocks, RandomGenerator.getDefault(), true);
    }

    private RollcallServer server(String secret) {
        return new RollcallServer(rollcall.issuer(), new Credentials("service", secret), Duration.ofSeconds(1));
    }
}
