package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.CHROME;
import static dev.rollcall.command.AliceAtNoon.LAPTOP;
import static dev.rollcall.command.AliceAtNoon.NEVER_USED;
import static dev.rollcall.command.AliceAtNoon.NEWCOMER;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.PHONE;
import static dev.rollcall.command.AliceAtNoon.TABLET;
import static dev.rollcall.command.AliceAtNoon.loggedOut;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.command.AliceAtNoon.startedAsBootstrap;
import static dev.rollcall.command.AliceAtNoon.under;
import static dev.rollcall.command.AliceAtNoon.upTo;
import static dev.rollcall.command.AliceAtNoon.upToPerHour;

import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.command.refusal.TooManySessionStarts;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.event.WhenFull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Starting a session in place of another one: both happen, or neither (S1-2). */
class UserSessionsReplaceTest {

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void onlyTheNamedSessionMakesRoom(WhenFull whenFull) {
        under(upTo(2, whenFull), NEVER_USED)
                .given(startedAsBootstrap(PHONE), started(TABLET))
                .when(startInPlaceOf(TABLET, EndReason.TERMINATED_BY_USER))
                .expectEvents(
                        new SessionTerminated(ALICE, TABLET, EndReason.TERMINATED_BY_USER, BY_ALICE, NOON),
                        started(NEWCOMER));
    }

    @Test
    void theReasonIsTheOneThatIsGiven() {
        under(upTo(0, WhenFull.REJECT), NEVER_USED)
                .given(startedAsBootstrap(PHONE))
                .when(startInPlaceOf(PHONE, EndReason.LOGGED_OUT))
                .expectEvents(loggedOut(PHONE), started(NEWCOMER));
    }

    @Test
    void aSessionThatIsOverIsNotEndedAgain() {
        under(upTo(2, WhenFull.REJECT), NEVER_USED)
                .given(startedAsBootstrap(PHONE), started(TABLET), loggedOut(TABLET))
                .when(startInPlaceOf(TABLET, EndReason.TERMINATED_BY_USER))
                .expectEvents(started(NEWCOMER));
    }

    @Test
    void nothingHappensIfItsPlaceWasTaken() {
        under(upTo(2, WhenFull.REJECT), NEVER_USED)
                .given(startedAsBootstrap(PHONE), started(TABLET), loggedOut(PHONE), started(LAPTOP))
                .when(startInPlaceOf(PHONE, EndReason.TERMINATED_BY_USER))
                .expectException(SessionLimitReached.class)
                .expectNoEvents();
    }

    @Test
    void nothingHappensIfOnePlaceIsNotEnough() {
        under(upTo(1, WhenFull.REJECT), NEVER_USED)
                .given(startedAsBootstrap(PHONE), started(TABLET))
                .when(startInPlaceOf(PHONE, EndReason.TERMINATED_BY_USER))
                .expectException(SessionLimitReached.class);
    }

    @Test
    void nothingHappensAfterTooManyStarts() {
        under(upToPerHour(1), NEVER_USED)
                .given(startedAsBootstrap(AliceAtNoon.idMadeAt(NOON.minusSeconds(60), 5)))
                .when(startInPlaceOf(AliceAtNoon.idMadeAt(NOON.minusSeconds(60), 5), EndReason.LOGGED_OUT))
                .expectException(TooManySessionStarts.class)
                .expectNoEvents();
    }

    private static StartSession startInPlaceOf(SessionId old, EndReason reason) {
        return new StartSession(ALICE, NEWCOMER, CHROME, BY_ALICE, null, new StartSession.InPlaceOf(old, reason));
    }
}
