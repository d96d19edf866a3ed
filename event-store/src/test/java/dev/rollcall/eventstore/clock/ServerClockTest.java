package dev.rollcall.eventstore.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S1-3, S1-10: a node does not act by a wrong clock. */
class ServerClockTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    /** The time by every clock that is right. */
    private Instant time = NOON;

    /** How far the wall clock of this node is ahead. */
    private Duration ahead = Duration.ZERO;

    private final ServerClock server =
            new ServerClock(() -> Duration.between(NOON, time).toNanos(), new OwnClock());

    private final Clock clock = new VerifiedClock(server);

    private final class OwnClock extends Clock {

        @Override
        public Instant instant() {
            return time.plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private void read(@Nullable Instant serverTime, Duration took) {
        server.read(
                () -> {
                    time = time.plus(took);
                    return "";
                },
                answer -> serverTime);
    }

    private void read() {
        read(time, Duration.ZERO);
    }

    @Test
    void trustsItsClockUntilItCanCompareIt() {
        ahead = Duration.ofHours(1);

        assertThat(clock.instant()).isEqualTo(NOON.plus(ahead));
        assertThat(server.isOwnClockOff()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"60000, false", "60001, true", "-60000, false", "-60001, true"})
    void allowsAMinute(long millis, boolean off) {
        ahead = Duration.ofMillis(millis);
        read();

        assertThat(server.isOwnClockOff()).isEqualTo(off);
        assertThat(server.difference()).isEqualTo(ahead);
    }

    @Test
    void noticesAStepWithoutAnotherReading() {
        read();
        time = time.plus(Duration.ofHours(3));
        assertThat(clock.instant()).isEqualTo(time);

        ahead = Duration.ofMinutes(5);

        assertThatExceptionOfType(ClockOff.class)
                .isThrownBy(clock::instant)
                .withMessageStartingWith("The clock of this node is 300 s ahead of the database server's.");
    }

    @Test
    void saysThatItIsBehind() {
        ahead = Duration.ofMinutes(-5);
        read();

        assertThatExceptionOfType(ClockOff.class)
                .isThrownBy(clock::millis)
                .withMessageStartingWith("The clock of this node is 300 s behind the database server's.");
    }

    @Test
    void servesAgainWhenItsClockWasSet() {
        read();
        ahead = Duration.ofMinutes(5);
        assertThat(server.isOwnClockOff()).isTrue();

        ahead = Duration.ofSeconds(1);

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void takesTheServersTimeInTheMiddleOfAReading() {
        read(NOON, Duration.ofSeconds(2));

        assertThat(server.difference()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void ignoresSlowReadingsAndStandbys() {
        read(NOON.plus(Duration.ofDays(1)), Duration.ofMillis(10_001));
        read(null, Duration.ZERO);

        assertThat(server.difference()).isEqualTo(Duration.ZERO);
    }

    @Test
    void keepsTheTimeOfAnEarlierReading() {
        read();
        ahead = Duration.ofMinutes(5);
        read(time.plus(ahead), Duration.ofMillis(10_001));

        assertThat(server.isOwnClockOff()).isTrue();
    }
}
