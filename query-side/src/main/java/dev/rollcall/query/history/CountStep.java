package dev.rollcall.query.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The lengths of time for which sessions are counted, all in UTC. */
public enum CountStep {
    QUARTER_HOUR(Duration.ofMinutes(15)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    MONTH(Duration.ofDays(31));

    private final Duration longest;

    CountStep(Duration longest) {
        this.longest = longest;
    }

    /** Returns the length of the step; for a month, that of the longest. */
    public Duration length() {
        return longest;
    }

    /** Returns when the step that contains this moment begins. */
    public Instant startOf(Instant moment) {
        if (this == MONTH) {
            OffsetDateTime day = moment.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
            return day.withDayOfMonth(1).with(LocalTime.MIDNIGHT).toInstant();
        }
        long seconds = longest.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
    }
}
