package dev.rollcall.command.handling;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.NEVER_USED;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.UNLIMITED;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;
import static dev.rollcall.command.AliceAtNoon.start;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.event.EndReason.LOGGED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.command.EndedByCommand;
import dev.rollcall.command.InMemoryEvents;
import dev.rollcall.command.MovableClock;
import dev.rollcall.command.TerminateSession;
import dev.rollcall.event.SessionId;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a hundred events two nodes both find a snapshot due, and neither must fail because of it (S1-3). */
class SnapshotRaceTest {

    private static final SessionId LAST = idMadeAt(NOON, 49);
    private static final SessionId HERE = idMadeAt(NOON, 50);
    private static final SessionId THERE = idMadeAt(NOON, 51);

    private final InMemoryEvents events = new InMemoryEvents();
    private final MovableClock clock = new MovableClock(NOON);
    private final Node here = new Node(events, UNLIMITED, NEVER_USED, clock);
    private final Node there = new Node(events, UNLIMITED, NEVER_USED, clock);

    @BeforeEach
    void ninetyNineEventsThatBothNodesKnow() {
        for (int number = 0; number < 49; number++) {
            here.send(start(idMadeAt(NOON, number)));
            there.send(terminate(idMadeAt(NOON, number)));
        }
        here.send(start(LAST));
        there.send(start(LAST));
        assertThat(events.of(ALICE)).hasSize(99);
        assertThat(snapshot()).isEmpty();
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void aCommandThatChangesNothingSucceedsAfterTheOtherNodesSnapshot() {
        here.send(terminate(LAST));
        assertThat(snapshot()).hasValue(99L);
        assertThat(there.send(terminate(LAST))).isEqualTo(EndedByCommand.NONE);
        assertThat(events.of(ALICE)).hasSize(100);
    }

    @Test
    void ofTwoLoginsForTheHundredthEventNoneFails() {
        events.beforeNextCommit(() -> there.send(start(THERE)));
        here.send(start(HERE));
        assertThat(events.of(ALICE).subList(99, 101)).isEqualTo(List.of(started(THERE), started(HERE)));
        assertThat(snapshot()).hasValue(99L);
        assertThat(here.state(ALICE)).isEqualTo(there.state(ALICE));
    }

    private Optional<Long> snapshot() {
        return events.readSnapshot(ALICE.value()).map(DomainEventMessage::getSequenceNumber);
    }

    private static TerminateSession terminate(SessionId session) {
        return new TerminateSession(ALICE, session, LOGGED_OUT, BY_ALICE);
    }
}
