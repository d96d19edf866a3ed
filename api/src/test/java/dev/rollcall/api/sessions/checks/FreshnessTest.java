package dev.rollcall.api.sessions.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FreshnessTest {

    private long nanos = 5;
    private long millis = 7;

    private final Freshness freshness = new Freshness(Duration.ofSeconds(1), () -> nanos, new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }
    });

    @Test
    void isNotFreshBeforeTheFirstProof() {
        assertThat(freshness.isFresh()).isFalse();
    }

    @Test
    void lastsForASecondAfterTheProof() {
        Freshness.Moment asked = freshness.now();
        pass(400, 400);
        freshness.prove(asked);

        pass(599, 599);
        assertThat(freshness.isFresh()).isTrue();
        pass(1, 1);
        assertThat(freshness.isFresh()).isFalse();
    }

    @Test
    void endsWhileAVirtualMachineIsPaused() {
        freshness.prove(freshness.now());

        pass(0, 1_000);

        assertThat(freshness.isFresh()).isFalse();
    }

    @Test
    void isNotProlongedWhenTheClockIsSetBack() {
        freshness.prove(freshness.now());

        pass(1_000, -5_000);
        assertThat(freshness.isFresh()).isFalse();

        freshness.prove(freshness.now());
        pass(10, -1);
        assertThat(freshness.isFresh()).isFalse();
    }

    private void pass(long monotonicMillis, long wallMillis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(monotonicMillis);
        millis += wallMillis;
    }
}
