package dev.rollcall.client.endings;

import static dev.rollcall.client.endings.Endings.State.ENDED;
import static dev.rollcall.client.endings.Endings.State.LIVE;
import static dev.rollcall.client.endings.Endings.State.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.client.EndedSession;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EndingsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** A token that was issued well after what is known begins. */
    private static final Instant ISSUED = NOON.plusSeconds(600);

    private final FakeClocks time = new FakeClocks();
    private final Endings endings = new Endings(3, Duration.ofSeconds(1), time.clocks());

    @Nested
    class Freshness {

        @Test
        void nothingIsLiveBeforeTheFirstList() {
            assertThat(endings.stateOf("a", ISSUED)).isEqualTo(UNKNOWN);
            assertThat(endings.isFresh()).isFalse();
            assertThat(endings.age()).isEmpty();
        }

        @Test
        void lastsForASecond() {
            endings.begin(NOON, time.now());

            time.pass(999);
            assertThat(endings.stateOf("a", ISSUED)).isEqualTo(LIVE);
            assertThat(endings.age()).contains(Duration.ofMillis(999));
            time.pass(1);
            assertThat(endings.stateOf("a", ISSUED)).isEqualTo(UNKNOWN);
        }

        @Test
        void isExtendedByAProof() {
            endings.begin(NOON, time.now());
            time.pass(900);
            endings.extend(time.now());

            time.pass(999);
            assertThat(endings.stateOf("a", ISSUED)).isEqualTo(LIVE);
        }

        @Test
        void endsWhileAVirtualMachineIsPaused() {
            endings.begin(NOON, time.now());

            time.pass(0, 1_000);

            assertThat(endings.stateOf("a", ISSUED)).isEqualTo(UNKNOWN);
        }

        @Test
        void isNotProlongedWhenTheWallClockIsSetBack() {
            endings.begin(NOON, time.now());

            time.pass(10, -251);

            assertThat(endings.stateOf("a", ISSUED)).isEqualTo(UNKNOWN);
        }

        @Test
        void anEndedSessionStaysEndedWhenNothingElseIsKnown() {
            endings.begin(NOON, time.now());
            endings.add(ended("a", 700));

            time.pass(60_000);

            assertThat(endings.stateOf("a", ISSUED)).isEqualTo(ENDED);
        }
    }

    @Nested
    class Completeness {

        @Test
        void aTokenFromBeforeTheListIsUnknown() {
            endings.begin(NOON, time.now());

            assertThat(endings.stateOf("a", NOON.plusSeconds(61))).isEqualTo(LIVE);
            assertThat(endings.stateOf("a", NOON.plusSeconds(60))).isEqualTo(UNKNOWN);
        }

        @Test
        void aNewListForgetsWhatEndedBeforeIt() {
            endings.begin(NOON, time.now());
            endings.add(ended("a", 10));
            endings.add(ended("b", 200));

            endings.begin(NOON.plusSeconds(100), time.now());

            assertThat(endings.size()).isEqualTo(1);
            assertThat(endings.stateOf("a", NOON.plusSeconds(9))).isEqualTo(UNKNOWN);
            assertThat(endings.stateOf("b", NOON.plusSeconds(190))).isEqualTo(ENDED);
            assertThat(endings.since()).contains(NOON.plusSeconds(100));
        }

        @Test
        void beyondTheBoundTheOldestIsForgottenAndItsTimeIsUnknown() {
            endings.begin(NOON, time.now());
            endings.add(ended("a", 100));
            endings.add(ended("c", 300));
            endings.add(ended("b", 200));
            endings.add(ended("d", 400));

            assertThat(endings.size()).isEqualTo(3);
            assertThat(endings.stateOf("a", NOON.plusSeconds(90))).isEqualTo(UNKNOWN);
            assertThat(endings.stateOf("x", NOON.plusSeconds(160))).isEqualTo(UNKNOWN);
            assertThat(endings.stateOf("x", NOON.plusSeconds(161))).isEqualTo(LIVE);
            assertThat(endings.stateOf("b", NOON.plusSeconds(161))).isEqualTo(ENDED);
        }

        @Test
        void aNewListDoesNotBringBackWhatTheBoundTookAway() {
            endings.begin(NOON, time.now());
            for (int i = 1; i <= 5; i++) {
                endings.add(ended("s" + i, i * 100));
            }

            endings.begin(NOON, time.now());

            assertThat(endings.stateOf("x", NOON.plusSeconds(260))).isEqualTo(UNKNOWN);
            assertThat(endings.stateOf("x", NOON.plusSeconds(261))).isEqualTo(LIVE);
        }

        @Test
        void theFirstReportOfAnEndCounts() {
            endings.add(ended("a", 100));
            endings.add(new EndedSession("a", "june", "LOGGED_OUT", NOON.plusSeconds(200)));

            assertThat(endings.find("a")).contains(ended("a", 100));
            assertThat(endings.size()).isEqualTo(1);
        }
    }

    private static EndedSession ended(String sessionId, int seconds) {
        return new EndedSession(sessionId, "june", "EVICTED_BY_LIMIT", NOON.plusSeconds(seconds));
    }
}
