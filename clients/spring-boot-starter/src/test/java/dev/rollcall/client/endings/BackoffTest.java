package dev.rollcall.client.endings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Backoff SHORTEST = new Backoff(new Fixed(0));
    private static final Backoff LONGEST = new Backoff(new Fixed(Long.MAX_VALUE));

    private record Fixed(long value) implements RandomGenerator {

        @Override
        public long nextLong() {
            return value;
        }

        @Override
        public long nextLong(long bound) {
            return Math.min(value, bound - 1);
        }
    }

    @Test
    void theFirstAttemptComesAtOnce() {
        assertThat(SHORTEST.after(0, 1_000)).isZero();
        assertThat(LONGEST.after(0, 1_000)).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void laterOnesDoubleUpToHalfAMinute() {
        assertThat(SHORTEST.after(1, 1_000)).isEqualTo(Duration.ofMillis(500));
        assertThat(LONGEST.after(1, 1_000)).isEqualTo(Duration.ofMillis(1_000));
        assertThat(LONGEST.after(3, 1_000)).isEqualTo(Duration.ofMillis(4_000));
        assertThat(SHORTEST.after(1_000, 1_000)).isEqualTo(Duration.ofSeconds(15));
        assertThat(LONGEST.after(1_000, 60_000)).isEqualTo(Duration.ofSeconds(30));
    }
}
