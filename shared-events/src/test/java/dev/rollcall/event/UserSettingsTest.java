package dev.rollcall.event;

import static dev.rollcall.event.WhenFull.EVICT_OLDEST;
import static dev.rollcall.event.WhenFull.REJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules apply to a user, and which of two rules is looser. */
class UserSettingsTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);

    private static final Initiator USER = Initiator.user(new UserId("june"));
    private static final Initiator ADMIN = Initiator.admin(new UserId("admin"));

    private static final OperatorSettings OPERATOR = new OperatorSettings(
            new SecuritySettings(2, EVICT_OLDEST, AN_HOUR, A_DAY, 5), new SettingsBounds(3, A_DAY, A_DAY), 10);

    @ParameterizedTest
    @CsvSource({
        "1, PT1H, P1D, 5, false",
        "2, PT1H, P1D, 5, false",
        "3, PT1H, P1D, 5, true",
        "0, PT1H, P1D, 5, true",
        "2, PT1H0.001S, P1D, 5, true",
        "2, PT59M, P1D, 5, false",
        "2, PT1H, P1DT0.001S, 5, true",
        "2, PT1H, PT23H, 5, false",
        "2, PT1H, P1D, 6, true",
        "2, PT1H, P1D, 0, true",
        "2, PT1H, P1D, 4, false",
        "1, PT59M, PT23H, 0, true",
    })
    void aRuleThatAllowsMoreIsLooser(int sessions, Duration idle, Duration absolute, int starts, boolean looser) {
        for (WhenFull whenFull : WhenFull.values()) {
            assertThat(new SecuritySettings(sessions, whenFull, idle, absolute, starts)
                            .isLooserThan(OPERATOR.defaults()))
                    .isEqualTo(looser);
        }
    }

    @Test
    void nothingIsLooserThanNoLimit() {
        var unlimited = new SecuritySettings(0, EVICT_OLDEST, AN_HOUR, A_DAY, 0);
        assertThat(unlimited.isLooserThan(unlimited)).isFalse();
        assertThat(OPERATOR.defaults().isLooserThan(unlimited)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, PT1H, 1, PT1H", "3, P1D, 3, P1D", "4, P2D, 3, P1D", "0, PT1M, 3, PT1M"})
    void whatTheUserSetAppliesWithinTheBounds(int sessions, Duration idle, int inForce, Duration idleInForce) {
        var own = new SecuritySettingsOverride(sessions, REJECT, idle, Duration.ofDays(2), 0);
        assertThat(UserSettings.NONE.with(own, USER).inForce(OPERATOR))
                .isEqualTo(new SecuritySettings(inForce, REJECT, idleInForce, A_DAY, 5));
    }

    @Test
    void whatAnAdministratorSetAppliesBeyondTheBoundsAndReplacesWhatTheUserSet() {
        var own = new SecuritySettingsOverride(1, null, null, null, null);
        var granted = new SecuritySettingsOverride(0, null, Duration.ofDays(9), null, 0);
        UserSettings settings = UserSettings.NONE.with(own, USER).with(granted, ADMIN);

        assertThat(settings.inForce(OPERATOR))
                .isEqualTo(new SecuritySettings(0, EVICT_OLDEST, Duration.ofDays(9), A_DAY, 0));
        assertThat(settings.bounds(OPERATOR)).isEqualTo(new SettingsBounds(0, Duration.ofDays(9), A_DAY));
        assertThat(settings.with(own, USER).inForce(OPERATOR).maxSessions()).isEqualTo(1);
        assertThat(settings.with(SecuritySettingsOverride.NONE, USER).inForce(OPERATOR))
                .isEqualTo(settings.inForce(OPERATOR));
    }

    @Test
    void theUserCannotLoosenWhatAnAdministratorSet() {
        var strict = new SecuritySettingsOverride(1, null, Duration.ofMinutes(5), Duration.ofMinutes(9), 1);
        var own = new SecuritySettingsOverride(3, null, A_DAY, A_DAY, 0);

        assertThat(UserSettings.NONE.with(strict, ADMIN).with(own, USER).inForce(OPERATOR))
                .isEqualTo(new SecuritySettings(1, EVICT_OLDEST, Duration.ofMinutes(5), Duration.ofMinutes(9), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, PT1H, P1D, 10, userBounds.maxSessions must be 0 (any number) or at least maxSessions",
        "0, 3, PT1H, P1D, 10, userBounds.maxSessions must be 0 (any number) or at least maxSessions",
        "2, -1, PT1H, P1D, 10, userBounds.maxSessions must be 0 (any number) or at least maxSessions",
        "2, 2, PT59M, P1D, 10, userBounds.idleTimeout must be at least idleTimeout",
        "2, 2, PT1H, PT23H, 10, userBounds.absoluteTimeout must be at least absoluteTimeout",
        "2, 2, PT1H, P1D, -1, hardCap must be 0 (any number) or more",
        "11, 0, PT1H, P1D, 10, 'maxSessions must be at most 10, the hard cap, or 0 (up to the cap)'",
        "2, 11, PT1H, P1D, 10, 'userBounds.maxSessions must be at most 10, the hard cap, or 0 (up to the cap)'",
    })
    void contradictorySettingsOfTheOperatorAreRefused(
            int sessions, int bound, Duration idle, Duration absolute, int hardCap, String message) {
        var defaults = new SecuritySettings(sessions, EVICT_OLDEST, AN_HOUR, A_DAY, 5);
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> new OperatorSettings(defaults, new SettingsBounds(bound, idle, absolute), hardCap))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 10", "3, 10, 3", "10, 10, 10", "0, 0, 0", "5, 0, 5", "99, 10, 10"})
    void noMoreSessionsAreLiveThanTheHardCapAllows(int maxSessions, int hardCap, int live) {
        var operator = new OperatorSettings(OPERATOR.defaults(), OPERATOR.userBounds(), hardCap);
        var rules = new SecuritySettings(maxSessions, EVICT_OLDEST, AN_HOUR, A_DAY, 5);
        assertThat(operator.maxLiveSessions(rules)).isEqualTo(live);
    }
}
