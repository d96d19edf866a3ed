package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.BY_ADMIN;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.IDLE_TIMEOUT;
import static dev.rollcall.command.AliceAtNoon.LAPTOP;
import static dev.rollcall.command.AliceAtNoon.NEVER_USED;
import static dev.rollcall.command.AliceAtNoon.NEWCOMER;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.PHONE;
import static dev.rollcall.command.AliceAtNoon.TABLET;
import static dev.rollcall.command.AliceAtNoon.UNLIMITED;
import static dev.rollcall.command.AliceAtNoon.evicted;
import static dev.rollcall.command.AliceAtNoon.expired;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;
import static dev.rollcall.command.AliceAtNoon.loggedOut;
import static dev.rollcall.command.AliceAtNoon.own;
import static dev.rollcall.command.AliceAtNoon.start;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.command.AliceAtNoon.startedAsBootstrap;
import static dev.rollcall.command.AliceAtNoon.under;
import static dev.rollcall.command.AliceAtNoon.upTo;
import static dev.rollcall.command.AliceAtNoon.used;
import static dev.rollcall.event.ExpiryCause.IDLE;
import static dev.rollcall.event.Initiator.POLICY;
import static dev.rollcall.event.WhenFull.EVICT_LEAST_RECENTLY_ACTIVE;
import static dev.rollcall.event.WhenFull.EVICT_OLDEST;
import static dev.rollcall.event.WhenFull.REJECT;

import dev.rollcall.event.Initiator;
import dev.rollcall.event.InvalidSetting;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import java.util.List;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changing a user's own settings (S0-2, S1-5). */
class UserSessionsSettingsTest {

    @Nested
    class AtTheNextLogin {

        @Test
        void theyHoldForAUserWhoNeverSignedIn() {
            under(UNLIMITED)
                    .givenNoPriorActivity()
                    .when(changeTo(own(1, REJECT), BY_ADMIN))
                    .expectEvents(new SecuritySettingsChanged(ALICE, own(1, REJECT), BY_ADMIN, NOON))
                    .expectResultMessagePayload(EndedByCommand.NONE);
        }

        @Test
        void theyEndNothingBefore() {
            phoneTabletAndLaptop(UNLIMITED)
                    .when(changeTo(own(1, EVICT_OLDEST), BY_ALICE))
                    .expectEvents(changed(own(1, EVICT_OLDEST)))
                    .expectResultMessagePayload(EndedByCommand.NONE);
        }

        @Test
        void theyEndWhatExceedsTheLimit() {
            phoneTabletAndLaptop(UNLIMITED)
                    .andGivenCommands(changeTo(own(2, null), BY_ALICE))
                    .when(start(NEWCOMER))
                    .expectEvents(
                            evicted(PHONE, NEWCOMER, POLICY), evicted(TABLET, NEWCOMER, POLICY), started(NEWCOMER));
        }

        @Test
        void theyReplaceAllThatWasSetBefore() {
            phoneTabletAndLaptop(UNLIMITED)
                    .andGivenCommands(changeTo(own(1, REJECT), BY_ALICE))
                    .andGivenCommands(changeTo(SecuritySettingsOverride.NONE, BY_ALICE))
                    .when(start(NEWCOMER))
                    .expectEvents(started(NEWCOMER));
        }

        @Test
        void theyLeaveTheTimeoutsOfLiveSessionsAlone() {
            Duration aMinute = Duration.ofMinutes(1);
            var hasty = new SecuritySettingsOverride(null, null, aMinute, aMinute, null);
            phoneTabletAndLaptop(UNLIMITED)
                    .andGivenCommands(changeTo(hasty, BY_ALICE))
                    .when(new ExpireSessions(ALICE))
                    .expectNoEvents();
        }

        @Test
        void theyAreRefusedWhenTheyMakeNoSense() {
            under(UNLIMITED)
                    .givenNoPriorActivity()
                    .when(changeTo(own(-1, null), BY_ALICE))
                    .expectNoEvents()
                    .expectException(InvalidSetting.class)
                    .expectExceptionMessage("maxSessions must be 0 (any number) or more");
        }
    }

    @Nested
    class AtOnce {

        @ParameterizedTest
        @EnumSource(
                value = WhenFull.class,
                names = {"EVICT_OLDEST", "REJECT"})
        void theyEndTheOldestEvenWhereNewcomersAreRefused(WhenFull whenFull) {
            phoneTabletAndLaptop(UNLIMITED)
                    .when(applyNow(own(1, whenFull), null))
                    .expectEvents(
                            changed(own(1, whenFull)), evicted(PHONE, null, BY_ALICE), evicted(TABLET, null, BY_ALICE))
                    .expectResultMessagePayload(new EndedByCommand(List.of(PHONE, TABLET), 0));
        }

        @Test
        void theyEndTheLeastRecentlyActive() {
            var own = own(2, EVICT_LEAST_RECENTLY_ACTIVE);
            phoneTabletAndLaptop(UNLIMITED, used(PHONE, NOON))
                    .when(applyNow(own, null))
                    .expectEvents(changed(own), evicted(TABLET, null, BY_ALICE))
                    .expectResultMessagePayload(new EndedByCommand(List.of(TABLET), 0));
        }

        @Test
        void theySpareTheSessionThatAskedForThem() {
            phoneTabletAndLaptop(UNLIMITED)
                    .when(applyNow(own(1, null), PHONE))
                    .expectEvents(
                            changed(own(1, null)), evicted(TABLET, null, BY_ALICE), evicted(LAPTOP, null, BY_ALICE))
                    .expectResultMessagePayload(new EndedByCommand(List.of(TABLET, LAPTOP), 0));
        }

        @Test
        void theySpareNoSessionThatHasEnded() {
            under(UNLIMITED)
                    .given(startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP), loggedOut(PHONE))
                    .when(applyNow(own(1, null), PHONE))
                    .expectEvents(changed(own(1, null)), evicted(TABLET, null, BY_ALICE))
                    .expectResultMessagePayload(new EndedByCommand(List.of(TABLET), 0));
        }

        @Test
        void theyEndNothingWithinTheLimit() {
            phoneTabletAndLaptop(upTo(1, EVICT_OLDEST))
                    .when(applyNow(own(3, null), null))
                    .expectEvents(changed(own(3, null)))
                    .expectResultMessagePayload(EndedByCommand.NONE);
        }

        @Test
        void theyBringBackTheLimitOfTheServer() {
            phoneTabletAndLaptop(upTo(2, EVICT_OLDEST))
                    .andGivenCommands(changeTo(own(0, null), BY_ALICE))
                    .when(applyNow(SecuritySettingsOverride.NONE, null))
                    .expectEvents(changed(SecuritySettingsOverride.NONE), evicted(PHONE, null, BY_ALICE))
                    .expectResultMessagePayload(new EndedByCommand(List.of(PHONE), 0));
        }

        @Test
        void theyEndNoLiveSessionForOneThatIsPastATimeout() {
            SessionId pastItsTime = idMadeAt(NOON.minus(IDLE_TIMEOUT), 9);
            under(UNLIMITED, NEVER_USED)
                    .given(startedAsBootstrap(PHONE), started(pastItsTime))
                    .when(applyNow(own(1, null), null))
                    .expectEvents(changed(own(1, null)), expired(pastItsTime, IDLE, NOON))
                    .expectResultMessagePayload(new EndedByCommand(List.of(), 1));
        }
    }

    private static ChangeSecuritySettings changeTo(SecuritySettingsOverride settings, Initiator initiator) {
        return new ChangeSecuritySettings(ALICE, settings, false, null, initiator, true);
    }

    private static ChangeSecuritySettings applyNow(SecuritySettingsOverride settings, @Nullable SessionId keep) {
        return new ChangeSecuritySettings(ALICE, settings, true, keep, BY_ALICE, true);
    }

    private static SecuritySettingsChanged changed(SecuritySettingsOverride settings) {
        return new SecuritySettingsChanged(ALICE, settings, BY_ALICE, NOON);
    }

    private static TestExecutor<UserSessions> phoneTabletAndLaptop(SecuritySettings server) {
        return phoneTabletAndLaptop(server, AliceAtNoon.MUST_NOT_BE_READ);
    }

    private static TestExecutor<UserSessions> phoneTabletAndLaptop(SecuritySettings server, LastActivity activity) {
        return under(server, activity).given(startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP));
    }
}
