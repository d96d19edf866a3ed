package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** Asserts that these took less than half as long as the others; equal mechanisms would not. */
    public void assertMuchShorterThan(Delays others) {
        assertThat(median().multipliedBy(2)).as("%s, against %s", this, others).isLessThan(others.median());
    }

    /** Asserts that these took less than some times as long as the others. */
    public void assertShorterThan(int times, Delays others) {
        assertThat(median())
                .as("%s, against %s", this, others)
                .isLessThan(others.median().multipliedBy(times));
    }

    private Duration median() {
        return delays.stream().sorted().toList().get(delays.size() / 2);
    }

    @Override
    public String toString() {
        return "the median of " + delays;
    }
}
