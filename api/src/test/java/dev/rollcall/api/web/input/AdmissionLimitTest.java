package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdmissionLimitTest {

    private static final int STEADY = 10;

    private static final int BURST = 40;

    private long now = TimeUnit.DAYS.toNanos(1);
    private final AdmissionLimit limit = new AdmissionLimit(STEADY, BURST, () -> now);

    @Test
    void aBurstAfterACalmTimePasses() {
        passMillis(60_000);

        assertThat(admitted()).isEqualTo(BURST);
        release(1);
        assertThat(admitted()).isEqualTo(1);
    }

    @Test
    void underLastingLoadFewerAreAdmitted() {
        assertThat(admitted()).isEqualTo(BURST);

        passMillis(100);
        release(BURST - STEADY);
        assertThat(admitted()).as("none has become free").isZero();
        release(3);
        assertThat(admitted()).isEqualTo(3);
        passMillis(60_000);
        assertThat(admitted()).isZero();
    }

    @Test
    void theNextBurstPassesWhenHalfOfThemAreDone() {
        admitted();
        passMillis(100);
        release(BURST - STEADY / 2 - 1);
        assertThat(admitted()).isEqualTo(STEADY / 2 - 1);

        release(STEADY / 2);
        assertThat(admitted()).isEqualTo(BURST - STEADY / 2);
    }

    @Test
    void withoutRoomForBurstsTheLimitIsFixed() {
        AdmissionLimit fixed = new AdmissionLimit(1, 1, () -> now);
        assertThat(fixed.tryAcquire()).isTrue();
        assertThat(fixed.tryAcquire()).isFalse();
        fixed.release();
        assertThat(fixed.tryAcquire()).isTrue();
    }

    /** Acquires as many as possible. */
    private int admitted() {
        int admitted = 0;
        while (limit.tryAcquire()) {
            admitted++;
        }
        return admitted;
    }

    private void release(int count) {
        for (int i = 0; i < count; i++) {
            limit.release();
        }
    }

    private void passMillis(int millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
