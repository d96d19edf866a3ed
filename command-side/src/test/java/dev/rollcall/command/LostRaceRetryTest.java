package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.NEVER_USED;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.evicted;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;
import static dev.rollcall.command.AliceAtNoon.start;
import static dev.rollcall.command.AliceAtNoon.started;
import static dev.rollcall.command.AliceAtNoon.startedAsBootstrap;
import static dev.rollcall.command.AliceAtNoon.upTo;
import static dev.rollcall.event.Initiator.POLICY;
import static dev.rollcall.event.WhenFull.EVICT_OLDEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.SessionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A login that loses a race to another node tries again and does not fail for that (S1-3). */
class LostRaceRetryTest {

    @Nested
    class TwoNodesThatMeet {

        private static final SessionId HERE = idMadeAt(NOON, 1);
        private static final SessionId THERE = idMadeAt(NOON, 2);
        private static final SessionId EARLIER = idMadeAt(NOON, 3);

        private final InMemoryEvents events = new InMemoryEvents();

        @Test
        void atTheUsersFirstLoginBothStartAndTheLimitHolds() {
            inTwoNodes((here, there) -> {
                events.meanwhile(() -> there.send(start(THERE)));
                here.send(start(HERE));
            });
            assertThat(events.of(ALICE))
                    .containsExactly(startedAsBootstrap(THERE), evicted(THERE, HERE, POLICY), started(HERE));
        }

        @Test
        void atALaterLoginBothStartAndTheLimitHolds() {
            inTwoNodes((here, there) -> {
                here.send(start(EARLIER));
                events.meanwhile(() -> there.send(start(THERE)));
                here.send(start(HERE));
            });
            assertThat(events.of(ALICE))
                    .containsExactly(
                            startedAsBootstrap(EARLIER),
                            evicted(EARLIER, THERE, POLICY),
                            started(THERE),
                            evicted(THERE, HERE, POLICY),
                            started(HERE));
        }

        private void inTwoNodes(BiConsumer<Node, Node> story) {
            var clock = new MovableClock(NOON);
            try (Node here = new Node(events, upTo(1, EVICT_OLDEST), NEVER_USED, clock);
                    Node there = new Node(events, upTo(1, EVICT_OLDEST), NEVER_USED, clock)) {
                story.accept(here, there);
            }
        }
    }

    @Nested
    class ACommandThatFailed {

        private final Waits waits = new Waits();
        private final LostRaceRetry retry = new LostRaceRetry(waits);

        @AfterEach
        void close() {
            waits.shutdownNow();
        }

        @Test
        void isTriedAgainWhenItLostARace() {
            assertThat(scheduleRetry(new ConcurrencyException("lost"), 1)).isTrue();
            assertThat(scheduleRetry(new AggregateStreamCreationException("lost"), 1))
                    .isTrue();
            assertThat(waits.millis).hasSize(2);
        }

        @Test
        void isNotTriedAgainForAnyOtherReason() {
            assertThat(scheduleRetry(new SessionLimitReached(1), 1)).isFalse();
            assertThat(scheduleRetry(new EventStoreException("no connection"), 1))
                    .isFalse();
            assertThat(waits.millis).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"1, 2", "2, 4", "24, 48", "25, 50", "99, 50"})
        void waitsForAShortRandomTimeThatGrowsWithEachTry(int tries, long longest) {
            for (int i = 0; i < 1_000; i++) {
                scheduleRetry(new ConcurrencyException("lost"), tries);
            }
            assertThat(waits.millis)
                    .allMatch(wait -> wait >= 0 && wait <= longest)
                    .contains(0L, longest);
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 101})
        void isGivenUpAfterAHundredTries(int tries) {
            assertThat(scheduleRetry(new ConcurrencyException("lost"), tries)).isFalse();
            assertThat(waits.millis).isEmpty();
        }

        @Test
        void isNotTriedAgainByANodeThatShutsDown() {
            waits.shutdown();
            assertThat(scheduleRetry(new ConcurrencyException("lost"), 1)).isFalse();
        }

        private boolean scheduleRetry(RuntimeException failure, int tries) {
            var command = GenericCommandMessage.asCommandMessage(new ExpireSessions(ALICE));
            return retry.scheduleRetry(command, failure, Collections.nCopies(tries, null), () -> {});
        }
    }

    /** Notes for how long it is asked to wait. */
    private static final class Waits extends ScheduledThreadPoolExecutor {

        private final List<Long> millis = new ArrayList<>();

        Waits() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            millis.add(unit.toMillis(delay));
            return super.schedule(command, delay, unit);
        }
    }
}
