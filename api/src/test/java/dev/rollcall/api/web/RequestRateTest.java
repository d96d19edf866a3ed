package dev.rollcall.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestRateTest {

    private long now = 1;
    private final RequestRate rate = new RequestRate(() -> now);

    private void pass(long millis, int requests) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        for (int i = 0; i < requests; i++) {
            rate.count();
        }
    }

    @Test
    void isBusyUntilItIsKnown() {
        assertThat(rate.isBusy()).isTrue();
        pass(999, 0);
        assertThat(rate.isBusy()).isTrue();
        pass(1, 0);
        assertThat(rate.isBusy()).isFalse();
    }

    @Test
    void aFewRequestsASecondDoNotCount() {
        pass(1_000, 10);
        assertThat(rate.isBusy()).isFalse();
        pass(1_000, 11);
        assertThat(rate.isBusy()).isTrue();
        pass(10_000, 100);
        assertThat(rate.isBusy()).as("ten a second for ten seconds").isFalse();
    }

    @Test
    void countsSinceTheLastSecond() {
        pass(1_000, 500);
        assertThat(rate.isBusy()).isTrue();
        pass(500, 0);
        assertThat(rate.isBusy()).as("not a second later").isTrue();
        pass(500, 0);
        assertThat(rate.isBusy()).isFalse();
    }
}
