package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.event.SecuritySettings.MAX_STARTS_PER_HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.rollcall.command.refusal.TooManySessionStarts;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many sessions may start within any hour (S2-6). */
class RecentStartsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, MAX_STARTS_PER_HOUR})
    void theFirstStartIsAlwaysAllowed(int maxStartsPerHour) {
        assertThatNoException().isThrownBy(() -> new RecentStarts().requireRoomForOneMore(maxStartsPerHour, NOON));
    }

    @ParameterizedTest(name = "starts {0} before, limit {1}")
    @CsvSource({
        "PT0S, 0",
        "PT0S, 2",
        "PT1H, 1",
        "PT2H, 1",
        "PT0S PT0S PT0S, 0",
        "PT59M59.999S PT30M, 3",
        "PT1H PT30M, 2",
        "PT1H PT59M59.999S PT0S, 3",
        "PT2H PT1H PT0S, 2",
    })
    void isAllowedWhileFewerStartedWithinTheHour(String before, int maxStartsPerHour) {
        assertThatNoException()
                .isThrownBy(() -> startedBeforeNoon(before).requireRoomForOneMore(maxStartsPerHour, NOON));
    }

    @ParameterizedTest(name = "starts {0} before, limit {1}: retry after {2}")
    @CsvSource({
        "PT59M59.999S, 1, PT0.001S",
        "PT0S, 1, PT1H",
        "PT30M PT10M, 1, PT50M",
        "PT30M PT10M, 2, PT30M",
        "PT1H PT59M PT58M, 2, PT1M",
        "PT40M PT30M PT20M PT10M PT5M, 3, PT40M",
        "PT40M PT30M PT20M PT10M PT5M, 5, PT20M",
    })
    void isRefusedUntilTheOldestStartThatCountsIsAnHourOld(String before, int maxStartsPerHour, Duration retryAfter) {
        RecentStarts starts = startedBeforeNoon(before);
        assertThatExceptionOfType(TooManySessionStarts.class)
                .isThrownBy(() -> starts.requireRoomForOneMore(maxStartsPerHour, NOON))
                .withMessage("No more than " + maxStartsPerHour + " sessions may be started within an hour.")
                .satisfies(refused -> assertThat(refused.retryAfter()).isEqualTo(retryAfter));
        assertThatNoException().isThrownBy(() -> starts.requireRoomForOneMore(maxStartsPerHour, NOON.plus(retryAfter)));
    }

    @Test
    void remembersTheLastHourOnlyNewestFirst() {
        assertThat(StoredJson.write(startedBeforeNoon("PT61M PT60M PT59M59.999S PT0S")))
                .isEqualTo("[ \"2026-01-01T12:00:00Z\", \"2026-01-01T11:00:00.001Z\" ]");
    }

    @Test
    void remembersNoMoreThanTheHighestLimitCanAskFor() {
        RecentStarts starts = new RecentStarts();
        for (int i = 0; i <= MAX_STARTS_PER_HOUR; i++) {
            starts.add(NOON.plusMillis(i));
        }
        assertThat(StoredJson.tree(starts)).hasSize(MAX_STARTS_PER_HOUR);
        assertThatExceptionOfType(TooManySessionStarts.class)
                .isThrownBy(() -> starts.requireRoomForOneMore(MAX_STARTS_PER_HOUR, NOON.plusSeconds(2)));
    }

    private static RecentStarts startedBeforeNoon(String durations) {
        RecentStarts starts = new RecentStarts();
        Stream.of(durations.split(" ")).map(Duration::parse).map(NOON::minus).forEach(starts::add);
        return starts;
    }
}
