package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.AN_INSTANT;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.CHROME;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.command.SimulatedSessions.Decision;
import dev.rollcall.command.SimulatedSessions.Outcome;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SimulatedSessionsTest {

    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration ABSOLUTE = Duration.ofHours(3);

    private static final Decision STARTED = new Decision(Outcome.STARTED, 0);
    private static final Decision EVICTED_ONE = new Decision(Outcome.STARTED, 1);
    private static final Decision LIMIT_REACHED = new Decision(Outcome.LIMIT_REACHED, 0);

    private static SimulatedSessions upTo(int maxSessions, WhenFull whenFull) {
        return new SimulatedSessions(new SecuritySettings(maxSessions, whenFull, IDLE, ABSOLUTE, 0));
    }

    private static SessionId id(int number) {
        return idMadeAt(NOON, number);
    }

    private static SessionStarted start(int number, Instant at) {
        return new SessionStarted(ALICE, id(number), CHROME, at, IDLE, at.plus(ABSOLUTE), false, BY_ALICE, null);
    }

    @Nested
    class AtTheLimit {

        @Test
        void theOldestYields() {
            SimulatedSessions simulation = upTo(2, WhenFull.EVICT_OLDEST);
            assertThat(simulation.start(start(1, NOON))).isEqualTo(STARTED);
            assertThat(simulation.start(start(2, NOON))).isEqualTo(STARTED);
            assertThat(simulation.start(start(3, NOON))).isEqualTo(EVICTED_ONE);
            simulation.end(id(1));
            assertThat(simulation.start(start(4, NOON))).isEqualTo(EVICTED_ONE);
            simulation.end(id(4));
            assertThat(simulation.start(start(5, NOON))).isEqualTo(STARTED);
        }

        @Test
        void theNewcomerIsRefusedAndNeverLive() {
            SimulatedSessions simulation = upTo(1, WhenFull.REJECT);
            simulation.start(start(1, NOON));

            assertThat(simulation.start(start(2, NOON))).isEqualTo(LIMIT_REACHED);
            simulation.end(id(2));
            assertThat(simulation.start(start(3, NOON))).isEqualTo(LIMIT_REACHED);
            simulation.end(id(1));
            assertThat(simulation.start(start(4, NOON))).isEqualTo(STARTED);
        }

        @Test
        void aSessionFromBeforeCounts() {
            SimulatedSessions simulation = upTo(1, WhenFull.REJECT);
            simulation.addLive(id(1), NOON, IDLE, NOON.plus(ABSOLUTE));

            assertThat(simulation.start(start(2, NOON))).isEqualTo(LIMIT_REACHED);
        }

        @Test
        void allButOneCanEnd() {
            SimulatedSessions simulation = upTo(2, WhenFull.REJECT);
            simulation.start(start(1, NOON));
            simulation.start(start(2, NOON));

            simulation.endAllBut(id(2));

            assertThat(simulation.start(start(3, NOON))).isEqualTo(STARTED);
            assertThat(simulation.start(start(4, NOON))).isEqualTo(LIMIT_REACHED);
            simulation.endAllBut(null);
            assertThat(simulation.start(start(5, NOON))).isEqualTo(STARTED);
            assertThat(simulation.start(start(6, NOON))).isEqualTo(STARTED);
        }
    }

    @Nested
    class Time {

        @Test
        void endsASessionAtItsAbsoluteExpiryThoughItIsUsed() {
            SimulatedSessions simulation = upTo(1, WhenFull.REJECT);
            simulation.start(start(1, NOON));

            assertThat(simulation.start(start(2, NOON.plus(ABSOLUTE).minus(AN_INSTANT))))
                    .isEqualTo(LIMIT_REACHED);
            assertThat(simulation.start(start(3, NOON.plus(ABSOLUTE)))).isEqualTo(STARTED);
        }

        @Test
        void endsASessionThatIsNotUsedAnyMore() {
            SimulatedSessions simulation = upTo(1, WhenFull.REJECT);
            simulation.start(start(1, NOON));
            simulation.unusedSince(id(1), NOON.plusSeconds(5));
            simulation.unusedSince(id(2), NOON);

            assertThat(simulation.start(start(2, NOON.plusSeconds(5).plus(IDLE).minus(AN_INSTANT))))
                    .isEqualTo(LIMIT_REACHED);
            assertThat(simulation.start(start(3, NOON.plusSeconds(5).plus(IDLE))))
                    .isEqualTo(STARTED);
            assertThat(simulation.start(start(4, NOON.plusSeconds(5).plus(IDLE.multipliedBy(2)))))
                    .isEqualTo(LIMIT_REACHED);
        }
    }

    @Nested
    class StartsWithinAnHour {

        @Test
        void areLimitedThoseFromBeforeIncluded() {
            SimulatedSessions simulation =
                    new SimulatedSessions(new SecuritySettings(0, WhenFull.EVICT_OLDEST, IDLE, ABSOLUTE, 2));
            simulation.addStart(NOON);

            assertThat(simulation.start(start(1, NOON.plusSeconds(1)))).isEqualTo(STARTED);
            assertThat(simulation.start(start(2, NOON.plusSeconds(2))))
                    .isEqualTo(new Decision(Outcome.TOO_MANY_STARTS, 0));
            assertThat(simulation.start(start(3, NOON.plus(Duration.ofHours(1)))))
                    .isEqualTo(STARTED);
        }
    }
}
