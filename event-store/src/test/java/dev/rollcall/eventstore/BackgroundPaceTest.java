package dev.rollcall.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundPaceTest {

    private boolean isBusy = true;
    private long now = 7;
    private final List<Long> rests = new ArrayList<>();
    private final BackgroundPace pace = new BackgroundPace(() -> isBusy, () -> now, rests::add);

    private void work(Duration time) {
        long begin = pace.begin();
        now += time.toNanos();
        pace.restSince(begin);
    }

    @Test
    void restsTwiceAsLongAsItWorkedButNotForLong() {
        work(Duration.ofMillis(30));
        work(Duration.ofMinutes(1));

        assertThat(rests)
                .containsExactly(
                        Duration.ofMillis(60).toNanos(), Duration.ofMillis(200).toNanos());
    }

    @Test
    void doesNotRestWithoutRequests() {
        isBusy = false;
        work(Duration.ofMillis(30));

        assertThat(rests).isEmpty();
        assertThat(BackgroundPace.full().isBusy()).isFalse();
    }
}
