package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ABSOLUTE_TIMEOUT;
import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.AN_INSTANT;
import static dev.rollcall.command.AliceAtNoon.IDLE_TIMEOUT;
import static dev.rollcall.command.AliceAtNoon.LAPTOP;
import static dev.rollcall.command.AliceAtNoon.MUST_NOT_BE_READ;
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
import static dev.rollcall.command.AliceAtNoon.used;
import static dev.rollcall.event.ExpiryCause.ABSOLUTE;
import static dev.rollcall.event.ExpiryCause.IDLE;
import static dev.rollcall.event.ExpiryCause.ORPHANED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.SessionId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

/** The clean-up makes the list of sessions agree with the events, which are authoritative (S4-3). */
class UserSessionsCleanUpTest {

    private static final ListedSessions NOT_LOOKED_UP = sessions -> {
        throw new AssertionError("looked up " + sessions);
    };

    private static final SessionId IDLE_NOW = idMadeAt(NOON.minus(IDLE_TIMEOUT), 11);
    private static final SessionId OVER_NOW = idMadeAt(NOON.minus(ABSOLUTE_TIMEOUT), 13);

    @Test
    void findsNothingWhereAllIsWell() {
        with(MUST_NOT_BE_READ, NOT_LOOKED_UP)
                .given(startedAsBootstrap(PHONE), started(LAPTOP))
                .when(cleanUp(PHONE, LAPTOP))
                .expectNoEvents()
                .expectResultMessagePayload(found(List.of(), List.of(), List.of()));
    }

    @Test
    void endsSessionsPastATimeoutAndSaysWhy() {
        with(used(OVER_NOW, NOON.minus(AN_INSTANT)), NOT_LOOKED_UP)
                .given(startedAsBootstrap(OVER_NOW), started(IDLE_NOW), started(PHONE))
                .when(cleanUp(OVER_NOW, IDLE_NOW, PHONE))
                .expectEvents(expired(OVER_NOW, ABSOLUTE, NOON), expired(IDLE_NOW, IDLE, NOON))
                .expectResultMessagePayload(found(List.of(OVER_NOW), List.of(IDLE_NOW), List.of()));
    }

    @Test
    void endsASessionThatIsNotListed() {
        with(MUST_NOT_BE_READ, listed(PHONE))
                .given(startedAsBootstrap(PHONE), started(TABLET), started(LAPTOP))
                .when(cleanUp(PHONE))
                .expectEvents(expired(TABLET, ORPHANED, NOON), expired(LAPTOP, ORPHANED, NOON))
                .expectResultMessagePayload(found(List.of(), List.of(), List.of(TABLET, LAPTOP)));
    }

    @Test
    void sparesASessionThatWasListedSince() {
        Set<SessionId> lookedUp = new HashSet<>();
        with(MUST_NOT_BE_READ, sessions -> {
                    lookedUp.addAll(sessions);
                    return lookedUp;
                })
                .given(startedAsBootstrap(PHONE), started(LAPTOP))
                .when(cleanUp(PHONE))
                .expectNoEvents();
        assertThat(lookedUp).containsExactly(LAPTOP);
    }

    @Test
    void namesTheTrueCauseOfAnUnlistedSessionThatIsPastATimeout() {
        with(NEVER_USED, NOT_LOOKED_UP)
                .given(startedAsBootstrap(IDLE_NOW))
                .when(cleanUp())
                .expectEvents(expired(IDLE_NOW, IDLE, NOON))
                .expectResultMessagePayload(found(List.of(), List.of(IDLE_NOW), List.of()));
    }

    @Test
    void answersWhichListedSessionsAreNotLiveAndLeavesThemAlone() {
        with(MUST_NOT_BE_READ, NOT_LOOKED_UP)
                .given(startedAsBootstrap(PHONE), started(TABLET), loggedOut(TABLET))
                .when(cleanUp(PHONE, TABLET, LAPTOP))
                .expectNoEvents()
                .expectResultMessagePayload(found(List.of(), List.of(), List.of(), TABLET, LAPTOP));
    }

    @Test
    void aSessionPastATimeoutIsNotUnknown() {
        with(NEVER_USED, NOT_LOOKED_UP)
                .given(startedAsBootstrap(IDLE_NOW))
                .when(cleanUp(IDLE_NOW))
                .expectResultMessagePayload(found(List.of(), List.of(IDLE_NOW), List.of()));
    }

    @Test
    void aDryRunAnswersTheSameAndDoesNothing() {
        with(NEVER_USED, listed())
                .given(startedAsBootstrap(OVER_NOW), started(IDLE_NOW), started(PHONE))
                .when(new CleanUpSessions(ALICE, Set.of(LAPTOP, IDLE_NOW), true))
                .expectNoEvents()
                .expectResultMessagePayload(found(List.of(), List.of(OVER_NOW, IDLE_NOW), List.of(PHONE), LAPTOP));
    }

    @Test
    void isImpossibleForAUserWhoNeverSignedIn() {
        with(MUST_NOT_BE_READ, NOT_LOOKED_UP)
                .givenNoPriorActivity()
                .when(cleanUp(PHONE))
                .expectException(AggregateNotFoundException.class);
    }

    private static FixtureConfiguration<UserSessions> with(LastActivity lastActivity, ListedSessions listed) {
        return under(UNLIMITED, lastActivity).registerInjectableResource(listed);
    }

    private static ListedSessions listed(SessionId... sessions) {
        return (Collection<SessionId> asked) -> Set.of(sessions);
    }

    private static CleanUpSessions cleanUp(SessionId... listed) {
        return new CleanUpSessions(ALICE, Set.of(listed), false);
    }

    private static CleanedUpSessions found(
            List<SessionId> expired, List<SessionId> idle, List<SessionId> unlisted, SessionId... unknown) {
        return new CleanedUpSessions(expired, idle, unlisted, Set.of(unknown));
    }
}
