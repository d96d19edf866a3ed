package dev.rollcall.api.audit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rollcall.api.audit.HistoryFreshness;
import dev.rollcall.api.audit.simulation.SimulationReport.AffectedUser;
import dev.rollcall.event.Device;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SealedDevice;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.UserId;
import dev.rollcall.event.WhenFull;
import dev.rollcall.query.history.PastSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedUsersTest {

    private static final Instant FROM = Instant.parse("2026-04-01T00:00:00Z");

    private static final Duration DAY = Duration.ofDays(1);

    private static final int USERS = 1_000;

    private final List<Integer> read = new ArrayList<>();

    private final SimulatedUsers simulation = new SimulatedUsers(
            new SimulatedPolicy(1, WhenFull.EVICT_OLDEST, null, null, null), FROM, FROM.plus(DAY), 10);

    /** All sessions and events of a user are read before those of the next user, so only one user is kept in memory. */
    @Test
    void readsOneUserAfterTheOther() {
        simulation.run(
                inTurn(2 * USERS, index -> start(index / 2)), inTurn(3 * USERS, index -> live(index / 3)), () -> {});

        assertThat(read).hasSize(5 * USERS);
        for (int i = 1; i < read.size(); i++) {
            assertThat(read.get(i)).isBetween(read.get(i - 1) - 1, read.get(i - 1) + 1);
        }
        assertThat(simulation.report(new HistoryFreshness(FROM, 0, 0, 0)))
                .isEqualTo(new SimulationReport(
                        FROM,
                        FROM.plus(DAY),
                        new HistoryFreshness(FROM, 0, 0, 0),
                        2 * USERS,
                        0,
                        4 * USERS,
                        0,
                        USERS,
                        IntStream.range(0, 10)
                                .mapToObj(user -> new AffectedUser(user(user), 0, 4, 0))
                                .toList()));
    }

    @Test
    void stopsWhenAStepThrows() {
        List<SessionEvent> few = List.of(start(0), start(1), start(2));
        Iterator<SessionEvent> events = few.iterator();
        IllegalStateException gone = new IllegalStateException("gone");

        assertThat(catchThrowable(() -> simulation.run(events, inTurn(0, index -> live(0)), () -> {
                    if (!events.hasNext() || read.size() > 0) {
                        throw gone;
                    }
                    read.add(0);
                })))
                .isSameAs(gone);
        assertThat(events.hasNext()).isTrue();
    }

    private <T> Iterator<T> inTurn(int count, IntFunction<T> element) {
        return IntStream.range(0, count)
                .peek(index -> read.add(index * USERS / Math.max(1, count)))
                .mapToObj(element)
                .iterator();
    }

    private static UserId user(int number) {
        return new UserId("user-%04d".formatted(number));
    }

    private static SessionStarted start(int user) {
        return new SessionStarted(
                user(user),
                SessionId.of(UUID.randomUUID()),
                new SealedDevice("bm9ib2R5J3M"),
                FROM.plusSeconds(1),
                DAY,
                FROM.plus(DAY),
                false,
                Initiator.user(user(user)),
                null);
    }

    private static PastSession live(int user) {
        return new PastSession(
                SessionId.of(UUID.randomUUID()),
                user(user),
                Device.ERASED,
                FROM.minusSeconds(60),
                Initiator.user(user(user)),
                false,
                DAY,
                FROM.plus(DAY),
                null);
    }
}
