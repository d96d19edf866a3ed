package dev.rollcall.api.pages.picture;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A period from the left edge of a picture to the right one.
 *
 * @param to later than {@code from}
 */
public record TimeAxis(Instant from, Instant to) {

    private static final int PARTS = 4;

    private static final Duration SHORT = Duration.ofMinutes(20);

    private static final double WHOLE = 100;

    public TimeAxis {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period must end after it begins");
        }
    }

    /** A time at the edge of the picture. */
    public record Tick(double x, Instant at) {}

    /** Returns whether ticks without seconds would look the same. */
    public boolean isShort() {
        return Duration.between(from, to).compareTo(SHORT) < 0;
    }

    /** Returns the ticks from the left edge to the right one. */
    public List<Tick> ticks() {
        Duration part = Duration.between(from, to).dividedBy(PARTS);
        return IntStream.rangeClosed(0, PARTS)
                .mapToObj(number -> new Tick(WHOLE * number / PARTS, from.plus(part.multipliedBy(number))))
                .toList();
    }

    /** Returns the position of a time in percent of the width, with two decimals; a time outside is at the edge. */
    public double x(Instant time) {
        double all = Duration.between(from, to).toMillis();
        double x = WHOLE * Duration.between(from, time).toMillis() / Math.max(1, all);
        return Math.round(WHOLE * Math.min(WHOLE, Math.max(0, x))) / WHOLE;
    }
}
