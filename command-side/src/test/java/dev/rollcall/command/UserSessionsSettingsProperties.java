package dev.rollcall.command;

import static dev.rollcall.command.SimulatedUser.OPERATOR;
import static dev.rollcall.command.SimulatedUser.SERVER;
import static dev.rollcall.command.SimulatedUser.everyTurn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.command.RandomHistories.Step;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionStarted;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Nobody can loosen the operator's rules, whatever happens and in whatever order. */
class UserSessionsSettingsProperties {

    @Property
    void noUserGetsMoreThanTheOperatorOrAnAdministratorGives(
            @ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(history, turn -> {
            SecuritySettingsOverride granted = turn.granted();
            for (SessionStarted started : turn.events(SessionStarted.class)) {
                assertThat(started.idleTimeout())
                        .isLessThanOrEqualTo(Objects.requireNonNullElse(
                                granted.idleTimeout(), OPERATOR.userBounds().idleTimeout()));
                assertThat(started.expiresAt())
                        .isBeforeOrEqualTo(turn.at()
                                .plus(Objects.requireNonNullElse(
                                        granted.absoluteTimeout(),
                                        OPERATOR.userBounds().absoluteTimeout())));
                assertThat(turn.liveAfter()).hasSizeLessThanOrEqualTo(most(granted));
                int starts = Objects.requireNonNullElse(granted.maxStartsPerHour(), SERVER.maxStartsPerHour());
                assertThat(turn.startsInTheHourUpTo(turn.at())).isLessThan(starts == 0 ? Long.MAX_VALUE : starts);
            }
        });
    }

    @Property
    void nobodyLoosensRulesWithoutBeingAllowedTo(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(history, turn -> {
            if (turn.command() instanceof ChangeSecuritySettings change
                    && !change.mayLoosen()
                    && !turn.events(SecuritySettingsChanged.class).isEmpty()) {
                SecuritySettings before = turn.rulesBefore();
                SecuritySettings after = turn.rules();
                assertThat(asNumber(after.maxSessions())).isLessThanOrEqualTo(asNumber(before.maxSessions()));
                assertThat(asNumber(after.maxStartsPerHour())).isLessThanOrEqualTo(asNumber(before.maxStartsPerHour()));
                assertThat(after.idleTimeout()).isLessThanOrEqualTo(before.idleTimeout());
                assertThat(after.absoluteTimeout()).isLessThanOrEqualTo(before.absoluteTimeout());
            }
        });
    }

    private static int most(SecuritySettingsOverride granted) {
        int allowed = Objects.requireNonNullElse(
                granted.maxSessions(), OPERATOR.userBounds().maxSessions());
        return Math.min(asNumber(allowed), asNumber(OPERATOR.hardCap()));
    }

    private static int asNumber(int limit) {
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }
}
