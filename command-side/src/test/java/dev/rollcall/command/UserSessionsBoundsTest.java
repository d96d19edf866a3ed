package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ABSOLUTE_TIMEOUT;
import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.BY_ADMIN;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.CHROME;
import static dev.rollcall.command.AliceAtNoon.IDLE_TIMEOUT;
import static dev.rollcall.command.AliceAtNoon.LAPTOP;
import static dev.rollcall.command.AliceAtNoon.MUST_NOT_BE_READ;
import static dev.rollcall.command.AliceAtNoon.NEWCOMER;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.PHONE;
import static dev.rollcall.command.AliceAtNoon.TABLET;
import static dev.rollcall.command.AliceAtNoon.evicted;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;
import static dev.rollcall.command.AliceAtNoon.own;
import static dev.rollcall.command.AliceAtNoon.start;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.command.AliceAtNoon.startedAsBootstrap;
import static dev.rollcall.command.AliceAtNoon.under;
import static dev.rollcall.event.Initiator.POLICY;
import static dev.rollcall.event.WhenFull.EVICT_OLDEST;
import static dev.rollcall.event.WhenFull.REJECT;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rollcall.command.refusal.RecentAuthenticationRequired;
import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.command.refusal.StartLimitProtected;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.InvalidSetting;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SettingsBounds;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far users may go with their own settings: the default is two sessions, and users may choose up to three. */
class UserSessionsBoundsTest {

    private static final Duration A_DAY = Duration.ofDays(1);

    private final OperatorSettings operator = new OperatorSettings(
            new SecuritySettings(2, EVICT_OLDEST, IDLE_TIMEOUT, ABSOLUTE_TIMEOUT, 5),
            new SettingsBounds(3, A_DAY, ABSOLUTE_TIMEOUT),
            4);

    @Test
    void theUserLoosensThem() {
        var looser = new SecuritySettingsOverride(3, null, A_DAY, null, 5);
        alice().when(change(looser, BY_ALICE, true)).expectEvents(changed(looser));
    }

    @ParameterizedTest
    @MethodSource("beyondTheBounds")
    void theUserDoesNotGoBeyond(SecuritySettingsOverride beyond, String rule) {
        alice().when(change(beyond, BY_ALICE, true))
                .expectNoEvents()
                .expectException(InvalidSetting.class)
                .expectExceptionMessage(rule);
    }

    @Test
    void anAdministratorGoesBeyondButNotOverTheHardCap() {
        var generous = new SecuritySettingsOverride(4, null, null, null, 0);
        var tooGenerous = new SecuritySettingsOverride(5, null, null, null, null);
        alice().when(change(generous, BY_ADMIN, true)).expectSuccessfulHandlerExecution();
        alice().when(change(tooGenerous, BY_ADMIN, true))
                .expectNoEvents()
                .expectException(InvalidSetting.class)
                .expectExceptionMessage("maxSessions must be at most 4, the hard cap, or 0 (up to the cap)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 6})
    void theUserDoesNotChangeTheLimitOfStarts(int maxStartsPerHour) {
        var other = new SecuritySettingsOverride(1, null, null, null, maxStartsPerHour);
        alice().when(change(other, BY_ALICE, true))
                .expectNoEvents()
                .expectException(StartLimitProtected.class)
                .expectExceptionMessage("Only administrators can change maxStartsPerHour, which is 5 now.");
    }

    @Test
    void onlyTighteningWorksWithoutARecentAuthentication() {
        alice().when(change(own(1, REJECT), BY_ALICE, false)).expectEvents(changed(own(1, REJECT)));
        alice().when(change(own(3, null), BY_ALICE, false))
                .expectNoEvents()
                .expectException(RecentAuthenticationRequired.class);
        alice().andGiven(changed(own(1, null)))
                .when(change(SecuritySettingsOverride.NONE, BY_ALICE, false))
                .expectNoEvents()
                .expectException(RecentAuthenticationRequired.class)
                .expectExceptionMessage("Sign in again to loosen these rules.");
    }

    @Test
    void whatTheUserSetBeforeTheBoundsCameIsCut() {
        var unbounded = new SecuritySettingsOverride(0, null, Duration.ofDays(99), Duration.ofDays(99), 0);
        Instant end = NOON.plus(ABSOLUTE_TIMEOUT);
        under(operator, MUST_NOT_BE_READ)
                .given(startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP), changed(unbounded))
                .when(start(NEWCOMER))
                .expectEvents(
                        evicted(PHONE, NEWCOMER, POLICY),
                        new SessionStarted(ALICE, NEWCOMER, CHROME, NOON, A_DAY, end, false, BY_ALICE, null));
    }

    @Test
    void whatAnAdministratorSetAppliesAndBoundsTheUser() {
        var granted = new SecuritySettingsChanged(ALICE, own(4, null), BY_ADMIN, NOON);
        under(operator, MUST_NOT_BE_READ)
                .given(granted, startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP))
                .when(start(NEWCOMER))
                .expectEvents(started(NEWCOMER));
        alice().andGiven(granted, changed(own(1, null)))
                .when(change(own(4, null), BY_ALICE, true))
                .expectEvents(changed(own(4, null)));
        alice().andGiven(new SecuritySettingsChanged(ALICE, own(1, null), BY_ADMIN, NOON))
                .when(change(own(2, null), BY_ALICE, true))
                .expectNoEvents()
                .expectException(InvalidSetting.class);
    }

    @Test
    void anyNumberMeansAsManyAsTheHardCapAllows() {
        SessionId fourth = idMadeAt(NOON.minusSeconds(60), 9);
        under(operator, MUST_NOT_BE_READ)
                .given(new SecuritySettingsChanged(ALICE, own(0, REJECT), BY_ADMIN, NOON))
                .andGiven(startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP), started(fourth))
                .when(start(NEWCOMER))
                .expectNoEvents()
                .expectException(SessionLimitReached.class)
                .expectExceptionMessage("The limit of 4 sessions is reached. Sign out on another device first.");
    }

    private TestExecutor<UserSessions> alice() {
        return under(operator, MUST_NOT_BE_READ).given(startedAsBootstrap(PHONE));
    }

    private static ChangeSecuritySettings change(
            SecuritySettingsOverride settings, Initiator initiator, boolean mayLoosen) {
        return new ChangeSecuritySettings(ALICE, settings, false, null, initiator, mayLoosen);
    }

    private static SecuritySettingsChanged changed(SecuritySettingsOverride settings) {
        return new SecuritySettingsChanged(ALICE, settings, BY_ALICE, NOON);
    }

    static Stream<Arguments> beyondTheBounds() {
        Duration tooLong = Duration.ofDays(31);
        return Stream.of(
                arguments(own(0, null), "maxSessions must be between 1 and 3"),
                arguments(own(4, null), "maxSessions must be between 1 and 3"),
                arguments(
                        new SecuritySettingsOverride(null, null, tooLong, null, null),
                        "idleTimeout must be at most PT24H"),
                arguments(
                        new SecuritySettingsOverride(null, null, null, tooLong, null),
                        "absoluteTimeout must be at most PT720H"));
    }
}
