package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.BY_ADMIN;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.IDLE_TIMEOUT;
import static dev.rollcall.command.AliceAtNoon.LAPTOP;
import static dev.rollcall.command.AliceAtNoon.NEVER_USED;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.PHONE;
import static dev.rollcall.command.AliceAtNoon.TABLET;
import static dev.rollcall.command.AliceAtNoon.UNLIMITED;
import static dev.rollcall.command.AliceAtNoon.expired;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;
import static dev.rollcall.command.AliceAtNoon.loggedOut;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.command.AliceAtNoon.startedAsBootstrap;
import static dev.rollcall.command.AliceAtNoon.under;
import static dev.rollcall.event.EndReason.LOGGED_OUT;
import static dev.rollcall.event.EndReason.LOGGED_OUT_EVERYWHERE;
import static dev.rollcall.event.EndReason.LOGGED_OUT_OTHERS;
import static dev.rollcall.event.EndReason.TERMINATED_BY_ADMIN;
import static dev.rollcall.event.EndReason.USER_REMOVED;
import static dev.rollcall.event.ExpiryCause.IDLE;

import dev.rollcall.event.AllSessionsTerminated;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionTerminated;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ending sessions on purpose (S0-3, S3-3). */
class UserSessionsTest {

    private static final SessionId TIMED_OUT = idMadeAt(NOON.minus(IDLE_TIMEOUT), 9);

    @Nested
    class TerminatingOne {

        @Test
        void endsItAndNeverTouchesTheOthers() {
            phoneTabletAndLaptop()
                    .when(new TerminateSession(ALICE, TABLET, TERMINATED_BY_ADMIN, BY_ADMIN))
                    .expectEvents(new SessionTerminated(ALICE, TABLET, TERMINATED_BY_ADMIN, BY_ADMIN, NOON))
                    .expectResultMessagePayload(new EndedByCommand(List.of(TABLET), 0));
        }

        @Test
        void endsNothingASecondTime() {
            under(UNLIMITED)
                    .given(startedAsBootstrap(PHONE), started(TABLET), loggedOut(TABLET))
                    .when(new TerminateSession(ALICE, TABLET, LOGGED_OUT, BY_ALICE))
                    .expectNoEvents()
                    .expectResultMessagePayload(EndedByCommand.NONE);
        }

        @Test
        void recordsTheExpiryOfASessionPastATimeoutInstead() {
            under(UNLIMITED, NEVER_USED)
                    .given(startedAsBootstrap(TIMED_OUT))
                    .when(new TerminateSession(ALICE, TIMED_OUT, LOGGED_OUT, BY_ALICE))
                    .expectEvents(expired(TIMED_OUT, IDLE, NOON))
                    .expectResultMessagePayload(new EndedByCommand(List.of(), 1));
        }

        @Test
        void recordsTheExpiryOfOtherSessionsPastATimeout() {
            under(UNLIMITED, NEVER_USED)
                    .given(startedAsBootstrap(TIMED_OUT), started(PHONE))
                    .when(new TerminateSession(ALICE, PHONE, LOGGED_OUT, BY_ALICE))
                    .expectEvents(expired(TIMED_OUT, IDLE, NOON), loggedOut(PHONE))
                    .expectResultMessagePayload(new EndedByCommand(List.of(PHONE), 1));
        }

        @Test
        void isImpossibleForAUserWhoNeverSignedIn() {
            under(UNLIMITED)
                    .givenNoPriorActivity()
                    .when(new TerminateSession(ALICE, PHONE, LOGGED_OUT, BY_ALICE))
                    .expectException(AggregateNotFoundException.class);
        }
    }

    @Nested
    class LoggingOutEverywhere {

        @Test
        void endsEverySessionInOneStepOldestFirst() {
            phoneTabletAndLaptop()
                    .when(new LogoutAll(ALICE, null, USER_REMOVED, BY_ADMIN))
                    .expectEvents(new AllSessionsTerminated(
                            ALICE, List.of(PHONE, TABLET, LAPTOP), null, USER_REMOVED, BY_ADMIN, NOON))
                    .expectResultMessagePayload(new EndedByCommand(List.of(PHONE, TABLET, LAPTOP), 0));
        }

        @Test
        void keepsTheOneThatAskedForIt() {
            phoneTabletAndLaptop()
                    .when(logoutAllBut(TABLET))
                    .expectEvents(new AllSessionsTerminated(
                            ALICE, List.of(PHONE, LAPTOP), TABLET, LOGGED_OUT_OTHERS, BY_ALICE, NOON))
                    .expectResultMessagePayload(new EndedByCommand(List.of(PHONE, LAPTOP), 0));
        }

        @Test
        void keepsNothingThatIsNotLive() {
            under(UNLIMITED)
                    .given(startedAsBootstrap(PHONE), started(TABLET), loggedOut(PHONE))
                    .when(logoutAllBut(PHONE))
                    .expectEvents(
                            new AllSessionsTerminated(ALICE, List.of(TABLET), null, LOGGED_OUT_OTHERS, BY_ALICE, NOON))
                    .expectResultMessagePayload(new EndedByCommand(List.of(TABLET), 0));
        }

        @Test
        void recordsNothingWhenOnlyTheKeptOneIsLive() {
            under(UNLIMITED)
                    .given(startedAsBootstrap(PHONE))
                    .when(logoutAllBut(PHONE))
                    .expectNoEvents()
                    .expectResultMessagePayload(EndedByCommand.NONE);
        }

        @Test
        void recordsNothingWhenNoneIsLive() {
            under(UNLIMITED)
                    .given(startedAsBootstrap(PHONE), loggedOut(PHONE))
                    .when(new LogoutAll(ALICE, null, LOGGED_OUT_EVERYWHERE, BY_ALICE))
                    .expectNoEvents()
                    .expectResultMessagePayload(EndedByCommand.NONE);
        }

        @Test
        void countsSessionsPastATimeoutApartFromThoseItEnds() {
            under(UNLIMITED, NEVER_USED)
                    .given(startedAsBootstrap(TIMED_OUT), started(PHONE))
                    .when(new LogoutAll(ALICE, TIMED_OUT, LOGGED_OUT_EVERYWHERE, BY_ALICE))
                    .expectEvents(
                            expired(TIMED_OUT, IDLE, NOON),
                            new AllSessionsTerminated(
                                    ALICE, List.of(PHONE), null, LOGGED_OUT_EVERYWHERE, BY_ALICE, NOON))
                    .expectResultMessagePayload(new EndedByCommand(List.of(PHONE), 1));
        }

        @Test
        void isImpossibleForAUserWhoNeverSignedIn() {
            under(UNLIMITED)
                    .givenNoPriorActivity()
                    .when(logoutAllBut(PHONE))
                    .expectException(AggregateNotFoundException.class);
        }

        private static LogoutAll logoutAllBut(SessionId kept) {
            return new LogoutAll(ALICE, kept, LOGGED_OUT_OTHERS, BY_ALICE);
        }
    }

    private static TestExecutor<UserSessions> phoneTabletAndLaptop() {
        return under(UNLIMITED).given(startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP));
    }
}
