package dev.rollcall.client.endings;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt. The random part keeps many services from coming back together. */
final class Backoff {

    private static final long AT_ONCE_MILLIS = 250;
    private static final long LONGEST_MILLIS = 30_000;
    private static final int MOST_DOUBLINGS = 10;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param failures attempts that failed since the last stream that lasted
     * @param base the first wait, in milliseconds
     */
    Duration after(int failures, long base) {
        if (failures == 0) {
            return Duration.ofMillis(random.nextLong(AT_ONCE_MILLIS));
        }
        long longest = Math.min(LONGEST_MILLIS, base << Math.min(failures - 1, MOST_DOUBLINGS));
        return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
    }
}
