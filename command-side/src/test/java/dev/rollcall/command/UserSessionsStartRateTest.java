package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.AN_INSTANT;
import static dev.rollcall.command.AliceAtNoon.BY_ADMIN;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.LAPTOP;
import static dev.rollcall.command.AliceAtNoon.NEWCOMER;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.TABLET;
import static dev.rollcall.command.AliceAtNoon.UNLIMITED;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;
import static dev.rollcall.command.AliceAtNoon.loggedOut;
import static dev.rollcall.command.AliceAtNoon.start;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.command.AliceAtNoon.under;
import static dev.rollcall.command.AliceAtNoon.upToPerHour;
import static org.axonframework.test.matchers.Matchers.matches;

import dev.rollcall.command.refusal.TooManySessionStarts;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How often a user may sign in (S2-6). */
class UserSessionsStartRateTest {

    private final SessionId justWithinTheHour =
            idMadeAt(NOON.minus(Duration.ofHours(1)).plus(AN_INSTANT), 9);

    @Test
    void startsAreRefusedAboveTheLimitUntilTheOldestIsAnHourOld() {
        under(upToPerHour(2))
                .given(started(TABLET), started(justWithinTheHour), started(idMadeAt(NOON, 10)))
                .when(start(NEWCOMER))
                .expectNoEvents()
                .expectException(matches(
                        (TooManySessionStarts refused) -> refused.retryAfter().equals(AN_INSTANT)))
                .expectExceptionMessage("No more than 2 sessions may be started within an hour.");
    }

    @Test
    void startsAreAcceptedAgainAtTheVeryHour() {
        under(upToPerHour(2))
                .given(started(LAPTOP), started(justWithinTheHour))
                .when(start(NEWCOMER))
                .expectEvents(started(NEWCOMER));
    }

    @Test
    void startsCountWhetherTheirSessionsLiveOrNot() {
        under(upToPerHour(1))
                .given(started(justWithinTheHour), loggedOut(justWithinTheHour))
                .when(start(NEWCOMER))
                .expectNoEvents()
                .expectException(TooManySessionStarts.class);
    }

    @Test
    void startsAreCountedAgainstTheLimitThatAnAdministratorSetForTheUser() {
        var granted = new SecuritySettingsOverride(null, null, null, null, 1);
        under(UNLIMITED)
                .given(new SecuritySettingsChanged(ALICE, granted, BY_ADMIN, NOON), started(justWithinTheHour))
                .when(start(NEWCOMER))
                .expectNoEvents()
                .expectException(TooManySessionStarts.class);
    }

    @Test
    void aLimitThatTheUserSetOnceDoesNotCount() {
        var own = new SecuritySettingsOverride(null, null, null, null, 0);
        under(upToPerHour(1))
                .given(new SecuritySettingsChanged(ALICE, own, BY_ALICE, NOON), started(justWithinTheHour))
                .when(start(NEWCOMER))
                .expectNoEvents()
                .expectException(TooManySessionStarts.class);
    }
}
