package dev.rollcall.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Durations of something that was measured repeatedly. Tests compare two of these from one run, because machines differ
 * in speed.
 */
public final class Delays {

    private final List<Duration> delays = new ArrayList<>();

    /** @param nanos the {@link System#nanoTime} at the start */
    public void addSince(long nanos) {
        delays.add(Duration.ofNanos(System.nanoTime() - nanos));
    }

    public Duration median() {
        return delays.stream().sorted().toList().get(delays.size() / 2);
    }

    @Override
    public String toString() {
        return "the median of " + delays;
    }
}
