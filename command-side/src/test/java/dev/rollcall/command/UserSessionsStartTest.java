package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ABSOLUTE_TIMEOUT;
import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.AN_INSTANT;
import static dev.rollcall.command.AliceAtNoon.BY_ADMIN;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.CHROME;
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
import static dev.rollcall.command.AliceAtNoon.start;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.command.AliceAtNoon.startedAsBootstrap;
import static dev.rollcall.command.AliceAtNoon.under;

import dev.rollcall.command.refusal.SessionIdUsed;
import dev.rollcall.event.AllSessionsTerminated;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may start a session, and what is recorded about it. */
class UserSessionsStartTest {

    @Nested
    class AUsersSessions {

        @Test
        void beginWithABootstrap() {
            under(UNLIMITED)
                    .givenNoPriorActivity()
                    .when(start(NEWCOMER))
                    .expectEvents(startedAsBootstrap(NEWCOMER))
                    .expectResultMessagePayload(
                            new StartedSession(NOON, IDLE_TIMEOUT, NOON.plus(ABSOLUTE_TIMEOUT), true));
        }

        @Test
        void growBesideEachOtherWithoutLimit() {
            under(UNLIMITED)
                    .given(startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP))
                    .when(start(NEWCOMER))
                    .expectEvents(started(NEWCOMER))
                    .expectResultMessagePayload(
                            new StartedSession(NOON, IDLE_TIMEOUT, NOON.plus(ABSOLUTE_TIMEOUT), false));
        }

        @Test
        void beginWithABootstrapAgainWhenAllHaveEnded() {
            under(UNLIMITED)
                    .given(startedAsBootstrap(PHONE), loggedOut(PHONE))
                    .when(start(NEWCOMER))
                    .expectEvents(startedAsBootstrap(NEWCOMER));
        }

        @Test
        void keepTheTimeoutsOfTheirUserOverThoseOfTheServer() {
            Duration idle = Duration.ofMinutes(5);
            Duration absolute = Duration.ofHours(8);
            var own = new SecuritySettingsOverride(null, null, idle, absolute, null);
            under(UNLIMITED)
                    .given(new SecuritySettingsChanged(ALICE, own, BY_ALICE, NOON.minusSeconds(60)))
                    .when(new StartSession(ALICE, NEWCOMER, CHROME, BY_ADMIN, "sid:1", null))
                    .expectEvents(new SessionStarted(
                            ALICE, NEWCOMER, CHROME, NOON, idle, NOON.plus(absolute), true, BY_ADMIN, "sid:1"))
                    .expectResultMessagePayload(new StartedSession(NOON, idle, NOON.plus(absolute), true));
        }
    }

    @Nested
    class ARepeatedCommand {

        private final SecuritySettings strict =
                new SecuritySettings(1, WhenFull.REJECT, IDLE_TIMEOUT, ABSOLUTE_TIMEOUT, 1);

        @Test
        void isAnsweredAsTheFirstTimeAndChangesNothing() {
            under(strict)
                    .given(startedAsBootstrap(LAPTOP))
                    .when(start(LAPTOP))
                    .expectNoEvents()
                    .expectResultMessagePayload(new StartedSession(
                            LAPTOP.madeAt(), IDLE_TIMEOUT, LAPTOP.madeAt().plus(ABSOLUTE_TIMEOUT), true));
        }

        @Test
        void isRefusedWhenItsSessionIsPastATimeoutAsIfThatWereRecorded() {
            Duration fiveMinutes = Duration.ofMinutes(5);
            SessionId idle = idMadeAt(NOON.minus(fiveMinutes), 9);
            under(UNLIMITED, NEVER_USED)
                    .given(new SessionStarted(
                            ALICE,
                            idle,
                            CHROME,
                            idle.madeAt(),
                            fiveMinutes,
                            NOON.plusSeconds(60),
                            true,
                            BY_ALICE,
                            null))
                    .when(start(idle))
                    .expectNoEvents()
                    .expectException(SessionIdUsed.class);
        }
    }

    @Nested
    class ASessionId {

        static Stream<SessionEnding> endings() {
            return Stream.of(
                    loggedOut(NEWCOMER),
                    evicted(NEWCOMER, LAPTOP, Initiator.POLICY),
                    expired(NEWCOMER, ExpiryCause.IDLE, NOON),
                    new AllSessionsTerminated(
                            ALICE, List.of(NEWCOMER), null, EndReason.LOGGED_OUT_EVERYWHERE, BY_ALICE, NOON));
        }

        @ParameterizedTest
        @MethodSource("endings")
        void startsNoOtherSessionOnceItsOwnHasEnded(SessionEnding ending) {
            under(UNLIMITED)
                    .given(startedAsBootstrap(NEWCOMER), ending)
                    .when(start(NEWCOMER))
                    .expectNoEvents()
                    .expectException(SessionIdUsed.class)
                    .expectExceptionMessage("Session id " + NEWCOMER
                            + " cannot start a session: it was used before or made too long ago.");
        }

        @Test
        void isGoodForTenMinutes() {
            SessionId tenMinutesOld = idMadeAt(NOON.minus(Duration.ofMinutes(10)), 9);
            under(UNLIMITED)
                    .givenNoPriorActivity()
                    .when(start(tenMinutesOld))
                    .expectEvents(new SessionStarted(
                            ALICE,
                            tenMinutesOld,
                            CHROME,
                            NOON,
                            IDLE_TIMEOUT,
                            NOON.plus(ABSOLUTE_TIMEOUT),
                            true,
                            BY_ALICE,
                            null));
        }

        @Test
        void isRefusedAnInstantLater() {
            SessionId tooOld = idMadeAt(NOON.minus(Duration.ofMinutes(10)).minus(AN_INSTANT), 9);
            under(UNLIMITED)
                    .givenNoPriorActivity()
                    .when(start(tooOld))
                    .expectNoEvents()
                    .expectException(SessionIdUsed.class);
        }
    }
}
