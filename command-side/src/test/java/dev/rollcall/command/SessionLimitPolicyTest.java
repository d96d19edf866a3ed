package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.LAPTOP;
import static dev.rollcall.command.AliceAtNoon.MUST_NOT_BE_READ;
import static dev.rollcall.command.AliceAtNoon.NEVER_USED;
import static dev.rollcall.command.AliceAtNoon.NEWCOMER;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.PHONE;
import static dev.rollcall.command.AliceAtNoon.TABLET;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.event.WhenFull.EVICT_LEAST_RECENTLY_ACTIVE;
import static dev.rollcall.event.WhenFull.EVICT_OLDEST;
import static dev.rollcall.event.WhenFull.REJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.WhenFull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sessions yield, and how many (S1-1, S1-2, S1-9). */
class SessionLimitPolicyTest {

    private static final List<SessionId> OLDEST_FIRST = List.of(PHONE, TABLET, LAPTOP);

    /** The laptop was not used, so its start counts, which is later than the last use of the phone. */
    private static final LastActivity TABLET_USED_LAST =
            sessions -> Map.of(PHONE, LAPTOP.madeAt().minusSeconds(1), TABLET, NOON);

    @Nested
    class BeforeAStart {

        @ParameterizedTest
        @CsvSource({
            "EVICT_OLDEST, 0, 1, 0",
            "EVICT_OLDEST, 1, 1, 1",
            "EVICT_OLDEST, 2, 1, 2",
            "EVICT_OLDEST, 3, 1, 3",
            "EVICT_OLDEST, 1, 2, 0",
            "EVICT_OLDEST, 2, 2, 1",
            "EVICT_OLDEST, 3, 3, 1",
            "EVICT_OLDEST, 3, 4, 0",
            "EVICT_OLDEST, 3, 0, 0",
            "EVICT_LEAST_RECENTLY_ACTIVE, 2, 1, 2",
            "EVICT_LEAST_RECENTLY_ACTIVE, 3, 3, 1",
            "EVICT_LEAST_RECENTLY_ACTIVE, 3, 4, 0",
            "EVICT_LEAST_RECENTLY_ACTIVE, 3, 0, 0",
        })
        void asManyYieldAsTheNewcomerNeedsPlaces(WhenFull whenFull, int live, int maxSessions, int yielding) {
            assertThat(new SessionLimitPolicy(maxSessions, whenFull, NEVER_USED).evictionsBeforeStart(oldest(live)))
                    .isEqualTo(OLDEST_FIRST.subList(0, yielding));
        }

        @ParameterizedTest
        @CsvSource({"0, 1", "1, 2", "2, 3", "3, 4", "3, 0"})
        void aNewcomerIsNotRejectedWhileThereIsAPlace(int live, int maxSessions) {
            assertThat(new SessionLimitPolicy(maxSessions, REJECT, MUST_NOT_BE_READ).evictionsBeforeStart(oldest(live)))
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"1, 1", "2, 1", "3, 2", "3, 3"})
        void aNewcomerIsRejectedWhenThereIsNone(int live, int maxSessions) {
            var policy = new SessionLimitPolicy(maxSessions, REJECT, MUST_NOT_BE_READ);
            assertThatExceptionOfType(SessionLimitReached.class)
                    .isThrownBy(() -> policy.evictionsBeforeStart(oldest(live)))
                    .satisfies(refused -> assertThat(refused.maxSessions()).isEqualTo(maxSessions));
        }

        @Test
        void theOldestYieldHoweverRecentlyTheyWereUsed() {
            assertThat(new SessionLimitPolicy(2, EVICT_OLDEST, TABLET_USED_LAST).evictionsBeforeStart(oldest(3)))
                    .containsExactly(PHONE, TABLET);
        }

        @Test
        void theLeastRecentlyActiveYieldAndAnUnusedSessionCountsFromItsStart() {
            assertThat(new SessionLimitPolicy(2, EVICT_LEAST_RECENTLY_ACTIVE, TABLET_USED_LAST)
                            .evictionsBeforeStart(oldest(3)))
                    .containsExactly(PHONE, LAPTOP);
        }

        @Test
        void ofSessionsUsedAtTheSameMomentTheOldestYields() {
            LastActivity together = sessions -> Map.of(PHONE, NOON, TABLET, NOON, LAPTOP, NOON);
            assertThat(new SessionLimitPolicy(2, EVICT_LEAST_RECENTLY_ACTIVE, together).evictionsBeforeStart(oldest(3)))
                    .containsExactly(PHONE, TABLET);
        }

        @Test
        void lastActivityIsAskedForOnceAndOnlyIfSomeoneHasToYield() {
            List<SessionId> asked = new ArrayList<>();
            LastActivity recording = sessions -> {
                asked.addAll(sessions);
                return Map.of();
            };
            new SessionLimitPolicy(4, EVICT_LEAST_RECENTLY_ACTIVE, recording).evictionsBeforeStart(oldest(3));
            assertThat(asked).isEmpty();
            new SessionLimitPolicy(3, EVICT_LEAST_RECENTLY_ACTIVE, recording).evictionsBeforeStart(oldest(3));
            assertThat(asked).containsExactly(PHONE, TABLET, LAPTOP);
        }
    }

    @Nested
    class OnWhatIsLive {

        @ParameterizedTest
        @CsvSource({
            "EVICT_OLDEST, 0, 1, 0",
            "EVICT_OLDEST, 1, 1, 0",
            "EVICT_OLDEST, 2, 1, 1",
            "EVICT_OLDEST, 3, 1, 2",
            "EVICT_OLDEST, 3, 2, 1",
            "EVICT_OLDEST, 3, 3, 0",
            "EVICT_OLDEST, 3, 4, 0",
            "EVICT_OLDEST, 3, 0, 0",
            "EVICT_LEAST_RECENTLY_ACTIVE, 3, 1, 2",
            "EVICT_LEAST_RECENTLY_ACTIVE, 3, 3, 0",
            "REJECT, 3, 1, 2",
            "REJECT, 3, 3, 0",
        })
        void asManyYieldAsExceedTheLimit(WhenFull whenFull, int live, int maxSessions, int yielding) {
            assertThat(new SessionLimitPolicy(maxSessions, whenFull, NEVER_USED).evictionsNow(oldest(live), null))
                    .isEqualTo(OLDEST_FIRST.subList(0, yielding));
        }

        @ParameterizedTest
        @CsvSource({"EVICT_OLDEST", "EVICT_LEAST_RECENTLY_ACTIVE", "REJECT"})
        void theKeptSessionNeverYields(WhenFull whenFull) {
            var policy = new SessionLimitPolicy(1, whenFull, NEVER_USED);
            assertThat(policy.evictionsNow(oldest(3), PHONE)).containsExactly(TABLET, LAPTOP);
            assertThat(policy.evictionsNow(oldest(3), TABLET)).containsExactly(PHONE, LAPTOP);
            assertThat(policy.evictionsNow(oldest(3), LAPTOP)).containsExactly(PHONE, TABLET);
        }

        @Test
        void keepingASessionThatIsNotLiveSparesNone() {
            assertThat(new SessionLimitPolicy(2, EVICT_OLDEST, MUST_NOT_BE_READ).evictionsNow(oldest(3), NEWCOMER))
                    .containsExactly(PHONE);
        }
    }

    private static List<SessionState> oldest(int count) {
        return OLDEST_FIRST.stream()
                .limit(count)
                .map(session -> SessionState.from(started(session)))
                .toList();
    }
}
