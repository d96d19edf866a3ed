package dev.rollcall.api.pages.picture;

import dev.rollcall.query.history.CountStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The periods up to now for which there is a curve of live sessions. */
public enum Span {
    DAY(CountStep.QUARTER_HOUR, 96, 4),
    WEEK(CountStep.HOUR, 168, 6),
    MONTH(CountStep.HOUR, 720, 24);

    private final CountStep step;
    private final int steps;
    private final int stepsPerRow;

    Span(CountStep step, int steps, int stepsPerRow) {
        this.step = step;
        this.steps = steps;
        this.stepsPerRow = stepsPerRow;
    }

    /** @param name as a form sends it; anything else counts as a day */
    public static Span parse(@Nullable String name) {
        return Arrays.stream(values())
                .filter(span -> span.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(DAY);
    }

    CountStep step() {
        return step;
    }

    int steps() {
        return steps;
    }

    /** Returns how many steps of the curve become one row of the table. */
    int stepsPerRow() {
        return stepsPerRow;
    }

    /** Returns when the curve begins that ends with the last step before {@code now}. */
    Instant beginning(Instant now) {
        return step.startOf(now).minus(length());
    }

    Duration length() {
        return step.length().multipliedBy(steps);
    }
}
