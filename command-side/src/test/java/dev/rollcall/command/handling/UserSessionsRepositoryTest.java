package dev.rollcall.command.handling;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.IDLE_TIMEOUT;
import static dev.rollcall.command.AliceAtNoon.NEVER_USED;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.evicted;
import static dev.rollcall.command.AliceAtNoon.expired;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;
import static dev.rollcall.command.AliceAtNoon.loggedOut;
import static dev.rollcall.command.AliceAtNoon.own;
import static dev.rollcall.command.AliceAtNoon.start;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.command.AliceAtNoon.startedAsBootstrap;
import static dev.rollcall.command.AliceAtNoon.upTo;
import static dev.rollcall.event.EndReason.LOGGED_OUT;
import static dev.rollcall.event.ExpiryCause.IDLE;
import static dev.rollcall.event.Initiator.POLICY;
import static dev.rollcall.event.WhenFull.EVICT_OLDEST;
import static dev.rollcall.event.WhenFull.REJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.command.ChangeSecuritySettings;
import dev.rollcall.command.EndedByCommand;
import dev.rollcall.command.ExpireSessions;
import dev.rollcall.command.InMemoryEvents;
import dev.rollcall.command.MovableClock;
import dev.rollcall.command.TerminateSession;
import dev.rollcall.command.UserSessions;
import dev.rollcall.command.refusal.SessionIdUsed;
import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.event.SessionId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes that share one event store, each with its own cached state of Alice (S1-3). */
class UserSessionsRepositoryTest {

    private static final SessionId FIRST = idMadeAt(NOON, 1);
    private static final SessionId SECOND = idMadeAt(NOON, 2);
    private static final SessionId THIRD = idMadeAt(NOON, 3);
    private static final SessionId FOURTH = idMadeAt(NOON, 4);

    private final InMemoryEvents events = new InMemoryEvents();
    private final MovableClock clock = new MovableClock(NOON);
    private final Node here = new Node(events, upTo(2, EVICT_OLDEST), NEVER_USED, clock);
    private final Node there = new Node(events, upTo(2, EVICT_OLDEST), NEVER_USED, clock);

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void seesASessionThatAnotherNodeStarted() {
        here.send(start(FIRST));
        there.send(start(SECOND));
        assertThat(here.send(terminate(SECOND))).isEqualTo(new EndedByCommand(List.of(SECOND), 0));
    }

    @Test
    void seesThatAnotherNodeEndedASession() {
        here.send(start(FIRST));
        there.send(terminate(FIRST));
        assertThat(here.send(terminate(FIRST))).isEqualTo(EndedByCommand.NONE);
        assertThat(events.of(ALICE)).containsExactly(startedAsBootstrap(FIRST), loggedOut(FIRST));
    }

    @Test
    void keepsTheLimitWhenNodesTakeTurns() {
        here.send(start(FIRST));
        there.send(start(SECOND));
        here.send(start(THIRD));
        assertThat(events.of(ALICE))
                .containsExactly(
                        startedAsBootstrap(FIRST), started(SECOND), evicted(FIRST, THIRD, POLICY), started(THIRD));
        assertThat(there.state(ALICE)).isEqualTo(here.state(ALICE));
    }

    @Test
    void readsNothingBeforeItWrites() {
        here.send(start(FIRST));
        int reads = events.reads();
        here.send(start(SECOND));
        assertThat(events.reads()).isEqualTo(reads);
    }

    @Test
    void readsFirstIfAnotherNodeWroteTheLastTime() {
        here.send(start(FIRST));
        there.send(terminate(FIRST));
        here.send(start(SECOND));
        assertThat(events.lostRaces()).as("found out").isEqualTo(1);

        there.send(start(THIRD));
        int lost = events.lostRaces();
        here.send(terminate(SECOND));
        there.send(terminate(THIRD));
        assertThat(events.lostRaces()).isEqualTo(lost);

        there.send(start(FOURTH));
        int reads = events.reads();
        there.send(terminate(FOURTH));
        assertThat(events.reads()).as("alone again").isEqualTo(reads);
    }

    /** The expiry is applied before the refusal, so the refused state is not that of the store. */
    @Test
    void isNotRefusedForSessionsThatEndedElsewhereWhenAnotherExpired() {
        Instant later = NOON.plus(IDLE_TIMEOUT.dividedBy(2));
        SessionId second = idMadeAt(later, 2);
        SessionId fourth = idMadeAt(NOON.plus(IDLE_TIMEOUT), 4);
        here.send(new ChangeSecuritySettings(ALICE, own(3, REJECT), false, null, BY_ALICE, true));
        here.send(start(FIRST));
        clock.advance(IDLE_TIMEOUT.dividedBy(2));
        here.send(start(second));
        here.send(start(idMadeAt(later, 3)));
        here.send(new ChangeSecuritySettings(ALICE, own(2, REJECT), false, null, BY_ALICE, true));
        clock.advance(IDLE_TIMEOUT.dividedBy(2));
        there.send(terminate(second));

        here.send(start(fourth));

        assertThat(here.state(ALICE)).isEqualTo(there.state(ALICE));
        assertThat(events.of(ALICE)).last().isEqualTo(started(fourth));
    }

    @Test
    void answersFromMemoryIfNothingChanged() {
        here.send(start(FIRST));
        assertThat(inMemory(here)).isSameAs(inMemory(here));
    }

    @Test
    void forgetsWhatARefusalRolledBack() {
        here.send(start(FIRST));
        UserSessions before = inMemory(here);
        clock.advance(IDLE_TIMEOUT);
        assertThatExceptionOfType(SessionIdUsed.class).isThrownBy(() -> here.send(start(FIRST)));
        assertThat(events.of(ALICE)).containsExactly(startedAsBootstrap(FIRST));

        assertThat(inMemory(here)).isNotSameAs(before);
        here.send(new ExpireSessions(ALICE));
        assertThat(events.of(ALICE))
                .containsExactly(startedAsBootstrap(FIRST), expired(FIRST, IDLE, NOON.plus(IDLE_TIMEOUT)));
    }

    /**
     * A refusal applies no events, so the cached state is still right; repeated refusals must not read the whole
     * history.
     */
    @Test
    void keepsTheStateAfterARefusal() {
        here.send(new ChangeSecuritySettings(ALICE, own(1, REJECT), false, null, BY_ALICE, true));
        here.send(start(FIRST));
        UserSessions inMemory = inMemory(here);
        there.send(terminate(SECOND));

        int reads = events.readsFromTheBeginning();
        for (Node node : List.of(here, there, there)) {
            assertThatExceptionOfType(SessionLimitReached.class).isThrownBy(() -> node.send(start(SECOND)));
        }

        assertThat(events.readsFromTheBeginning()).isEqualTo(reads);
        assertThat(inMemory(here)).isSameAs(inMemory);
    }

    @Test
    void keepsTheStateThatItReadForARefusal() {
        here.send(start(FIRST));
        there.send(terminate(FIRST));
        try (Node young = new Node(events, upTo(2, EVICT_OLDEST), NEVER_USED, clock)) {
            assertThatExceptionOfType(SessionIdUsed.class).isThrownBy(() -> young.send(start(FIRST)));
            int reads = events.readsFromTheBeginning();
            assertThatExceptionOfType(SessionIdUsed.class).isThrownBy(() -> young.send(start(FIRST)));

            assertThat(events.readsFromTheBeginning()).isEqualTo(reads);
        }
    }

    @Test
    void keepsTheStateThatItCaughtUpWithForAnAnswer() {
        here.send(start(FIRST));
        there.send(start(SECOND));
        int reads = events.readsFromTheBeginning();
        assertThat(here.send(terminate(SECOND))).isEqualTo(new EndedByCommand(List.of(SECOND), 0));
        assertThat(events.readsFromTheBeginning()).isEqualTo(reads);
    }

    @Test
    void isNeverBehindAfterARefusal() {
        here.send(new ChangeSecuritySettings(ALICE, own(1, REJECT), false, null, BY_ALICE, true));
        here.send(start(FIRST));
        assertThatExceptionOfType(SessionLimitReached.class).isThrownBy(() -> here.send(start(SECOND)));
        there.send(terminate(FIRST));

        here.send(start(SECOND));

        assertThat(here.state(ALICE)).isEqualTo(there.state(ALICE));
    }

    @Test
    void forgetsWhatALostRaceRolledBack() {
        here.send(start(FIRST));
        there.send(start(SECOND));
        events.beforeNextCommit(() -> there.send(terminate(FIRST)));
        here.send(start(THIRD));
        assertThat(events.of(ALICE))
                .containsExactly(startedAsBootstrap(FIRST), started(SECOND), loggedOut(FIRST), started(THIRD));
        assertThat(here.state(ALICE)).isEqualTo(there.state(ALICE));
    }

    private static UserSessions inMemory(Node node) {
        return node.load(ALICE, sessions -> sessions);
    }

    private static TerminateSession terminate(SessionId session) {
        return new TerminateSession(ALICE, session, LOGGED_OUT, BY_ALICE);
    }
}
