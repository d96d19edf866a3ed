package dev.rollcall.event;

import static dev.rollcall.event.WhenFull.EVICT_OLDEST;
import static dev.rollcall.event.WhenFull.REJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SecuritySettingsTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT1S, PT1S, 0",
        "1, PT12H, P30D, 5",
        "2147483647, P3650D, P3650D, 1000",
    })
    void acceptTheSmallestAndLargestValues(int maxSessions, Duration idle, Duration absolute, int maxStartsPerHour) {
        assertThatNoException()
                .isThrownBy(() -> new SecuritySettings(maxSessions, REJECT, idle, absolute, maxStartsPerHour));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, PT12H, P30D, 5, maxSessions, must be 0 (any number) or more",
        "0, PT0.999999999S, P30D, 5, idleTimeout, must be between PT1S and 3650 days",
        "0, P3650DT0.000000001S, P30D, 5, idleTimeout, must be between PT1S and 3650 days",
        "0, PT12H, PT-1S, 5, absoluteTimeout, must be between PT1S and 3650 days",
        "0, PT12H, P3651D, 5, absoluteTimeout, must be between PT1S and 3650 days",
        "0, PT12H, P30D, -1, maxStartsPerHour, must be between 0 (any number) and 1000",
        "0, PT12H, P30D, 1001, maxStartsPerHour, must be between 0 (any number) and 1000",
    })
    void nameTheFieldThatIsOutOfRange(
            int maxSessions, Duration idle, Duration absolute, int maxStartsPerHour, String field, String rule) {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> new SecuritySettings(maxSessions, REJECT, idle, absolute, maxStartsPerHour))
                .withMessage(field + " " + rule)
                .satisfies(invalid -> assertThat(invalid.field()).isEqualTo(field))
                .satisfies(invalid -> assertThat(invalid.rule()).isEqualTo(rule));
    }

    @Nested
    class OfOneUser {

        private static final Duration A_MINUTE = Duration.ofMinutes(1);
        private static final Duration AN_HOUR = Duration.ofHours(1);
        private static final Duration A_DAY = Duration.ofDays(1);

        private static final SecuritySettings SERVER = new SecuritySettings(3, EVICT_OLDEST, AN_HOUR, A_DAY, 5);

        static Stream<Arguments> overrides() {
            return Stream.of(
                    arguments(SecuritySettingsOverride.NONE, SERVER),
                    arguments(
                            new SecuritySettingsOverride(0, null, null, null, null),
                            new SecuritySettings(0, EVICT_OLDEST, AN_HOUR, A_DAY, 5)),
                    arguments(
                            new SecuritySettingsOverride(null, REJECT, null, null, null),
                            new SecuritySettings(3, REJECT, AN_HOUR, A_DAY, 5)),
                    arguments(
                            new SecuritySettingsOverride(null, null, A_MINUTE, null, null),
                            new SecuritySettings(3, EVICT_OLDEST, A_MINUTE, A_DAY, 5)),
                    arguments(
                            new SecuritySettingsOverride(null, null, null, A_MINUTE, null),
                            new SecuritySettings(3, EVICT_OLDEST, AN_HOUR, A_MINUTE, 5)),
                    arguments(
                            new SecuritySettingsOverride(null, null, null, null, 0),
                            new SecuritySettings(3, EVICT_OLDEST, AN_HOUR, A_DAY, 0)),
                    arguments(
                            new SecuritySettingsOverride(1, REJECT, A_DAY, AN_HOUR, 9),
                            new SecuritySettings(1, REJECT, A_DAY, AN_HOUR, 9)));
        }

        @ParameterizedTest
        @MethodSource("overrides")
        void replaceThoseOfTheServerWhereTheyAreSet(SecuritySettingsOverride own, SecuritySettings together) {
            assertThat(own.appliedTo(SERVER)).isEqualTo(together);
        }

        @Test
        void areHeldToTheSameRanges() {
            var own = new SecuritySettingsOverride(null, null, Duration.ZERO, null, null);
            assertThatExceptionOfType(InvalidSetting.class)
                    .isThrownBy(() -> own.appliedTo(SERVER))
                    .satisfies(invalid -> assertThat(invalid.field()).isEqualTo("idleTimeout"));
        }
    }
}
