package dev.rollcall.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long something took, each time. Tests compare two of these from one run, since machines differ in speed. */
public final class Delays {

    private final List<Duration> delays = new ArrayList<>();

    /** @param nanos the {@link System#nanoTime} at which it began */
    public void addSince(long nanos) {
        addBetween(nanos, System.nanoTime());
    }

    /** @param fromNanos the {@link System#nanoTime} at which it began, {@code toNanos} at which it was over */
    public void addBetween(long fromNanos, long toNanos) {
        delays.add(Duration.ofNanos(toNanos - fromNanos));
    }

    public Duration median() {
        return delays.stream().sorted().toList().get(delays.size() / 2);
    }

    @Override
    public String toString() {
        return "the median of " + delays;
    }
}
