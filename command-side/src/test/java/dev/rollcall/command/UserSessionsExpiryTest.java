package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ABSOLUTE_TIMEOUT;
import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.AN_INSTANT;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.CHROME;
import static dev.rollcall.command.AliceAtNoon.IDLE_TIMEOUT;
import static dev.rollcall.command.AliceAtNoon.LAPTOP;
import static dev.rollcall.command.AliceAtNoon.NEVER_USED;
import static dev.rollcall.command.AliceAtNoon.NEWCOMER;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.UNLIMITED;
import static dev.rollcall.command.AliceAtNoon.evicted;
import static dev.rollcall.command.AliceAtNoon.expired;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;
import static dev.rollcall.command.AliceAtNoon.start;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.command.AliceAtNoon.startedAsBootstrap;
import static dev.rollcall.command.AliceAtNoon.under;
import static dev.rollcall.command.AliceAtNoon.upTo;
import static dev.rollcall.command.AliceAtNoon.used;
import static dev.rollcall.event.ExpiryCause.ABSOLUTE;
import static dev.rollcall.event.ExpiryCause.IDLE;
import static dev.rollcall.event.WhenFull.EVICT_OLDEST;
import static dev.rollcall.event.WhenFull.REJECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.WhenFull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session expires at the exact millisecond, and an expired session never costs a login anything (S1-4, S2-5). */
class UserSessionsExpiryTest {

    private static final ExpireSessions THE_DEADLINE = new ExpireSessions(ALICE);

    private static final SessionId IDLE_NOW = idMadeAt(NOON.minus(IDLE_TIMEOUT), 11);
    private static final SessionId IDLE_IN_AN_INSTANT =
            idMadeAt(NOON.minus(IDLE_TIMEOUT).plus(AN_INSTANT), 12);
    private static final SessionId OVER_NOW = idMadeAt(NOON.minus(ABSOLUTE_TIMEOUT), 13);
    private static final SessionId OVER_IN_AN_INSTANT =
            idMadeAt(NOON.minus(ABSOLUTE_TIMEOUT).plus(AN_INSTANT), 14);

    @Nested
    class TheDeadline {

        @Test
        void endsASessionThatWasNotUsedForTheIdleTimeout() {
            under(UNLIMITED, NEVER_USED)
                    .given(startedAsBootstrap(IDLE_NOW))
                    .when(THE_DEADLINE)
                    .expectEvents(expired(IDLE_NOW, IDLE, NOON));
        }

        @Test
        void sparesItTheInstantBefore() {
            under(UNLIMITED)
                    .given(startedAsBootstrap(IDLE_IN_AN_INSTANT))
                    .when(THE_DEADLINE)
                    .expectNoEvents();
        }

        @Test
        void countsTheIdleTimeoutFromTheLastUse() {
            var lastUse = NOON.minus(IDLE_TIMEOUT);
            under(UNLIMITED, used(OVER_IN_AN_INSTANT, lastUse))
                    .given(startedAsBootstrap(OVER_IN_AN_INSTANT))
                    .when(THE_DEADLINE)
                    .expectEvents(expired(OVER_IN_AN_INSTANT, IDLE, NOON));
        }

        @Test
        void sparesASessionThatWasUsedAnInstantLater() {
            var lastUse = NOON.minus(IDLE_TIMEOUT).plus(AN_INSTANT);
            under(UNLIMITED, used(OVER_IN_AN_INSTANT, lastUse))
                    .given(startedAsBootstrap(OVER_IN_AN_INSTANT))
                    .when(THE_DEADLINE)
                    .expectNoEvents();
        }

        @Test
        void endsASessionAtItsAbsoluteTimeoutHoweverRecentlyItWasUsed() {
            under(UNLIMITED, used(OVER_NOW, NOON.minus(AN_INSTANT)))
                    .given(startedAsBootstrap(OVER_NOW))
                    .when(THE_DEADLINE)
                    .expectEvents(expired(OVER_NOW, ABSOLUTE, NOON));
        }

        @Test
        void namesTheAbsoluteTimeoutWhenBothRunOutTogether() {
            under(UNLIMITED, NEVER_USED)
                    .given(new SessionStarted(
                            ALICE, IDLE_NOW, CHROME, IDLE_NOW.madeAt(), IDLE_TIMEOUT, NOON, true, BY_ALICE, null))
                    .when(THE_DEADLINE)
                    .expectEvents(expired(IDLE_NOW, ABSOLUTE, NOON));
        }

        @Test
        void recordsWhenASessionWasDueHoweverLateItComes() {
            var yesterday = NOON.minus(IDLE_TIMEOUT.multipliedBy(3));
            SessionId longIdle = idMadeAt(yesterday, 15);
            under(UNLIMITED, NEVER_USED)
                    .given(startedAsBootstrap(longIdle), started(LAPTOP))
                    .when(THE_DEADLINE)
                    .expectEvents(expired(longIdle, IDLE, yesterday.plus(IDLE_TIMEOUT)));
        }

        @Test
        void asksForTheLastActivityOfSuspectsOnlyAndAllAtOnce() {
            List<SessionId> asked = new ArrayList<>();
            under(UNLIMITED, sessions -> {
                        asked.addAll(sessions);
                        return Map.of(IDLE_NOW, NOON);
                    })
                    .given(startedAsBootstrap(OVER_NOW), started(IDLE_NOW), started(LAPTOP))
                    .when(THE_DEADLINE)
                    .expectEvents(expired(OVER_NOW, IDLE, OVER_NOW.madeAt().plus(IDLE_TIMEOUT)));
            assertThat(asked).containsExactly(OVER_NOW, IDLE_NOW);
        }

        @Test
        void isImpossibleForAUserWhoNeverSignedIn() {
            under(UNLIMITED)
                    .givenNoPriorActivity()
                    .when(THE_DEADLINE)
                    .expectException(AggregateNotFoundException.class);
        }
    }

    @Nested
    class ALogin {

        @ParameterizedTest
        @EnumSource(WhenFull.class)
        void isNotRefusedForASessionJustPastATimeoutAndCountsAsTheFirst(WhenFull whenFull) {
            under(upTo(1, whenFull), NEVER_USED)
                    .given(startedAsBootstrap(IDLE_NOW))
                    .when(start(NEWCOMER))
                    .expectEvents(expired(IDLE_NOW, IDLE, NOON), startedAsBootstrap(NEWCOMER));
        }

        @Test
        void evictsNoOtherSessionForOneJustPastATimeout() {
            under(upTo(2, EVICT_OLDEST), NEVER_USED)
                    .given(startedAsBootstrap(LAPTOP), started(IDLE_NOW))
                    .when(start(NEWCOMER))
                    .expectEvents(expired(IDLE_NOW, IDLE, NOON), started(NEWCOMER));
        }

        @Test
        void meetsASessionThatIsDueInAnInstantAsLive() {
            under(upTo(1, EVICT_OLDEST))
                    .given(startedAsBootstrap(IDLE_IN_AN_INSTANT))
                    .when(start(NEWCOMER))
                    .expectEvents(evicted(IDLE_IN_AN_INSTANT, NEWCOMER, Initiator.POLICY), started(NEWCOMER));
        }

        @Test
        void meetsASessionAtItsAbsoluteTimeoutAsEnded() {
            under(upTo(1, REJECT), used(OVER_NOW, NOON.minus(AN_INSTANT)))
                    .given(startedAsBootstrap(OVER_NOW))
                    .when(start(NEWCOMER))
                    .expectEvents(expired(OVER_NOW, ABSOLUTE, NOON), startedAsBootstrap(NEWCOMER));
        }

        @Test
        void meetsItAsLiveAnInstantBefore() {
            under(upTo(1, EVICT_OLDEST), used(OVER_IN_AN_INSTANT, NOON.minus(AN_INSTANT)))
                    .given(startedAsBootstrap(OVER_IN_AN_INSTANT))
                    .when(start(NEWCOMER))
                    .expectEvents(evicted(OVER_IN_AN_INSTANT, NEWCOMER, Initiator.POLICY), started(NEWCOMER));
        }

        @Test
        void isRefusedForASessionThatOnlySeemedIdle() {
            under(upTo(1, REJECT), used(IDLE_NOW, NOON))
                    .given(startedAsBootstrap(IDLE_NOW))
                    .when(start(NEWCOMER))
                    .expectNoEvents()
                    .expectException(SessionLimitReached.class);
        }
    }
}
