package dev.rollcall.query.rebuild;

import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.query.testing.TestUser;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionFoldTest {

    private final TestUser alice = TestUser.named("alice");
    private final SessionStarted first = alice.start(newSession());
    private final SessionStarted second = alice.start(newSession());
    private final SessionStarted third = alice.start(newSession());
    private final SessionFold history = new SessionFold(true, 2);
    private final SessionFold live = new SessionFold(false, 2);

    @Test
    void joinsAStartWithItsEnd() {
        SessionTerminated end = alice.logOut(first.sessionId());

        assertThat(List.of(history.add(first), history.add(second), history.add(end)))
                .containsOnly(true);

        assertThat(history.take(9)).containsExactly(new ReplayedSession(first, end));
        history.finish(0);
        assertThat(history.take(9)).containsExactly(new ReplayedSession(second, null));
    }

    @Test
    void dropsEndedSessionsThatHaveNoRow() {
        live.add(first);
        live.add(alice.logOut(first.sessionId()));
        live.finish(0);

        assertThat(live.finished()).isZero();
    }

    @Test
    void doesNotRememberMoreThanTheLimit() {
        List.of(first, second, third).forEach(history::add);

        assertThat(history.take(9)).containsExactly(new ReplayedSession(first, null));
        assertThat(history.add(alice.logOut(first.sessionId()))).isFalse();
        assertThat(history.add(alice.logOut(third.sessionId()))).isTrue();
    }

    @Test
    void tellsOfASecondEndAndOfTheEndOfAnUnknownSession() {
        SessionId unknown = newSession();
        history.add(first);

        assertThat(history.add(alice.logOutAll(List.of(first.sessionId(), unknown), null)))
                .isFalse();
        assertThat(history.add(alice.expire(first.sessionId(), ExpiryCause.IDLE)))
                .isFalse();
        assertThat(history.take(9)).hasSize(1);
    }

    @Test
    void ignoresChangesOfSettings() {
        assertThat(history.add(alice.change(SecuritySettingsOverride.NONE, Initiator.POLICY)))
                .isTrue();

        assertThat(history.finished()).isZero();
    }

    @Test
    void givesSessionsOutOnce() {
        List.of(first, second, third).forEach(history::add);
        history.finish(0);

        assertThat(history.take(2)).extracting(ReplayedSession::start).containsExactly(first, second);
        assertThat(history.take(2)).extracting(ReplayedSession::start).containsExactly(third);
        assertThat(history.take(2)).isEmpty();
    }
}
