package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.LAPTOP;
import static dev.rollcall.command.AliceAtNoon.NEVER_USED;
import static dev.rollcall.command.AliceAtNoon.NEWCOMER;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.PHONE;
import static dev.rollcall.command.AliceAtNoon.TABLET;
import static dev.rollcall.command.AliceAtNoon.evicted;
import static dev.rollcall.command.AliceAtNoon.loggedOut;
import static dev.rollcall.command.AliceAtNoon.own;
import static dev.rollcall.command.AliceAtNoon.start;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.command.AliceAtNoon.startedAsBootstrap;
import static dev.rollcall.command.AliceAtNoon.under;
import static dev.rollcall.command.AliceAtNoon.upTo;
import static dev.rollcall.command.AliceAtNoon.used;
import static dev.rollcall.event.Initiator.POLICY;
import static dev.rollcall.event.WhenFull.EVICT_LEAST_RECENTLY_ACTIVE;
import static dev.rollcall.event.WhenFull.EVICT_OLDEST;
import static dev.rollcall.event.WhenFull.REJECT;
import static org.axonframework.test.matchers.Matchers.matches;

import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One session more than allowed (S1-1, S1-2, S1-5). */
class UserSessionsLimitTest {

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void theLastFreePlaceIsTakenWithoutLoss(WhenFull whenFull) {
        under(upTo(3, whenFull))
                .given(startedAsBootstrap(PHONE), started(TABLET))
                .when(start(NEWCOMER))
                .expectEvents(started(NEWCOMER));
    }

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void aPlaceThatWasGivenBackIsFree(WhenFull whenFull) {
        under(upTo(2, whenFull))
                .given(startedAsBootstrap(PHONE), started(TABLET), loggedOut(PHONE))
                .when(start(NEWCOMER))
                .expectEvents(started(NEWCOMER));
    }

    @Nested
    class EvictingTheOldest {

        @Test
        void signsOutThereWhenSigningInHere() {
            under(upTo(1, EVICT_OLDEST))
                    .given(startedAsBootstrap(PHONE))
                    .when(start(NEWCOMER))
                    .expectEvents(evicted(PHONE, NEWCOMER, POLICY), started(NEWCOMER));
        }

        @Test
        void endsOneForOne() {
            under(upTo(3, EVICT_OLDEST))
                    .given(startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP))
                    .when(start(NEWCOMER))
                    .expectEvents(evicted(PHONE, NEWCOMER, POLICY), started(NEWCOMER));
        }

        @Test
        void endsAllThatExceedALimitTightenedMeanwhile() {
            under(upTo(2, EVICT_OLDEST))
                    .given(startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP))
                    .when(start(NEWCOMER))
                    .expectEvents(
                            evicted(PHONE, NEWCOMER, POLICY), evicted(TABLET, NEWCOMER, POLICY), started(NEWCOMER));
        }
    }

    @Nested
    class EvictingTheLeastRecentlyActive {

        @Test
        void sparesTheOldestWhileItIsUsed() {
            under(upTo(2, EVICT_LEAST_RECENTLY_ACTIVE), used(PHONE, NOON.minusSeconds(1)))
                    .given(startedAsBootstrap(PHONE), started(TABLET))
                    .when(start(NEWCOMER))
                    .expectEvents(evicted(TABLET, NEWCOMER, POLICY), started(NEWCOMER));
        }

        @Test
        void takesTheStartForTheLastUseOfASessionThatWasNotUsed() {
            under(
                            upTo(3, EVICT_LEAST_RECENTLY_ACTIVE),
                            used(PHONE, LAPTOP.madeAt().minusSeconds(1)))
                    .given(startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP))
                    .when(start(NEWCOMER))
                    .expectEvents(evicted(TABLET, NEWCOMER, POLICY), started(NEWCOMER));
        }

        @Test
        void endsTheOldestWhenNoneWasUsed() {
            under(upTo(1, EVICT_LEAST_RECENTLY_ACTIVE), NEVER_USED)
                    .given(startedAsBootstrap(PHONE), started(TABLET))
                    .when(start(NEWCOMER))
                    .expectEvents(
                            evicted(PHONE, NEWCOMER, POLICY), evicted(TABLET, NEWCOMER, POLICY), started(NEWCOMER));
        }
    }

    @Nested
    class Rejecting {

        @Test
        void refusesTheNewcomerAndSparesTheOthers() {
            under(upTo(1, REJECT))
                    .given(startedAsBootstrap(PHONE))
                    .when(start(NEWCOMER))
                    .expectNoEvents()
                    .expectException(matches((SessionLimitReached refused) -> refused.maxSessions() == 1))
                    .expectExceptionMessage("The limit of 1 session is reached. Sign out on another device first.");
        }

        @Test
        void endsNothingAboveALimitTightenedMeanwhile() {
            under(upTo(2, REJECT))
                    .given(startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP))
                    .when(start(NEWCOMER))
                    .expectNoEvents()
                    .expectException(matches((SessionLimitReached refused) -> refused.maxSessions() == 2))
                    .expectExceptionMessage("The limit of 2 sessions is reached. Sign out on another device first.");
        }
    }

    @Nested
    class TheUsersOwnSettings {

        @Test
        void limitWhereTheServerDoesNot() {
            under(upTo(0, EVICT_OLDEST))
                    .given(changed(1, null), startedAsBootstrap(PHONE))
                    .when(start(NEWCOMER))
                    .expectEvents(evicted(PHONE, NEWCOMER, POLICY), started(NEWCOMER));
        }

        @Test
        void liftTheLimitOfTheServer() {
            under(upTo(1, REJECT))
                    .given(changed(0, null), startedAsBootstrap(PHONE))
                    .when(start(NEWCOMER))
                    .expectEvents(started(NEWCOMER));
        }

        @Test
        void sayWhoYieldsUnderTheLimitOfTheServer() {
            under(upTo(1, EVICT_OLDEST))
                    .given(changed(null, REJECT), startedAsBootstrap(PHONE))
                    .when(start(NEWCOMER))
                    .expectNoEvents()
                    .expectException(SessionLimitReached.class);
        }

        private static SecuritySettingsChanged changed(@Nullable Integer maxSessions, @Nullable WhenFull whenFull) {
            return new SecuritySettingsChanged(
                    ALICE, own(maxSessions, whenFull), BY_ALICE, PHONE.madeAt().minus(Duration.ofDays(1)));
        }
    }
}
