package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.BY_ADMIN;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.NEVER_USED;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.UNLIMITED;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;
import static dev.rollcall.command.AliceAtNoon.start;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.contentOf;

import dev.rollcall.command.handling.Node;
import dev.rollcall.command.refusal.SessionIdUsed;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How {@link UserSessions} is stored in snapshots. A state that is written in any other form needs a new
 * {@link Revision}, and with it a new file: snapshots of another revision are ignored, and those of the same revision
 * must be readable.
 */
class UserSessionsSnapshotTest {

    private static final SessionId FIRST = idMadeAt(NOON, 1);
    private static final SessionId SECOND = idMadeAt(NOON.plusSeconds(60), 2);
    private static final SessionId THIRD = idMadeAt(NOON.plusSeconds(120), 3);

    private final InMemoryEvents events = new InMemoryEvents();
    private final MovableClock clock = new MovableClock(NOON);
    private final Node node = new Node(events, UNLIMITED, NEVER_USED, clock);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aStateIsWrittenAsItsRevisionSays() {
        signInThreeTimesAndOutOnce();
        assertThat(node.state(ALICE)).isEqualToNormalizingNewlines(stored());
    }

    @Test
    void aStoredStateIsReadBack() {
        signInThreeTimesAndOutOnce();
        assertThat(StoredJson.read(stored(), UserSessions.class))
                .usingRecursiveComparison()
                .isEqualTo(node.<UserSessions>load(ALICE, sessions -> sessions));
    }

    @Test
    void aNewUsersStateIsReadBack() {
        node.send(new ChangeSecuritySettings(ALICE, SecuritySettingsOverride.NONE, false, null, BY_ALICE, true));
        UserSessions state = node.load(ALICE, sessions -> sessions);
        assertThat(StoredJson.read(StoredJson.write(state), UserSessions.class))
                .usingRecursiveComparison()
                .isEqualTo(state);
    }

    @Test
    void aNodeThatReadsASnapshotDecidesAsTheOneThatWroteIt() {
        for (int number = 0; number < 60; number++) {
            node.send(start(idMadeAt(NOON, number)));
            node.send(terminate(idMadeAt(NOON, number)));
        }
        assertThat(events.readSnapshot(ALICE.value())).isPresent();
        try (Node restarted = new Node(events, UNLIMITED, NEVER_USED, clock)) {
            assertThat(restarted.state(ALICE)).isEqualTo(node.state(ALICE));
            assertThatExceptionOfType(SessionIdUsed.class).isThrownBy(() -> restarted.send(start(idMadeAt(NOON, 0))));
        }
    }

    private void signInThreeTimesAndOutOnce() {
        var granted = new SecuritySettingsOverride(null, null, null, Duration.ofDays(7), 5);
        var own = new SecuritySettingsOverride(3, WhenFull.REJECT, Duration.ofMinutes(30), null, null);
        node.send(start(FIRST));
        clock.advance(Duration.ofMinutes(1));
        node.send(new ChangeSecuritySettings(ALICE, granted, false, null, BY_ADMIN, true));
        node.send(new ChangeSecuritySettings(ALICE, own, false, null, BY_ALICE, true));
        node.send(start(SECOND));
        clock.advance(Duration.ofMinutes(1));
        node.send(start(THIRD));
        node.send(terminate(SECOND));
    }

    private static TerminateSession terminate(SessionId session) {
        return new TerminateSession(ALICE, session, EndReason.LOGGED_OUT, BY_ALICE);
    }

    private static String stored() {
        String revision = UserSessions.class.getAnnotation(Revision.class).value();
        var file = UserSessionsSnapshotTest.class.getResource("/snapshots/UserSessions-" + revision + ".json");
        return contentOf(file, UTF_8).strip();
    }
}
