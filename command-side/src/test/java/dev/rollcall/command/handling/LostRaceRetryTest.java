package dev.rollcall.command.handling;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.CHROME;
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

import dev.rollcall.command.InMemoryEvents;
import dev.rollcall.command.MovableClock;
import dev.rollcall.command.StartSession;
import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.command.refusal.UserBusy;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A login that loses a race to another node is retried instead of failing (S1-3). */
class LostRaceRetryTest {

    private static final UserId BOB = new UserId("bob");

    @Nested
    class TwoNodesThatCollide {

        private static final SessionId HERE = idMadeAt(NOON, 1);
        private static final SessionId THERE = idMadeAt(NOON, 2);
        private static final SessionId EARLIER = idMadeAt(NOON, 3);

        private final InMemoryEvents events = new InMemoryEvents();

        @Test
        void atTheUsersFirstLoginBothStartAndTheLimitHolds() {
            inTwoNodes((here, there) -> {
                events.beforeNextCommit(() -> there.send(start(THERE)));
                here.send(start(HERE));
            });
            assertThat(events.of(ALICE))
                    .containsExactly(startedAsBootstrap(THERE), evicted(THERE, HERE, POLICY), started(HERE));
        }

        @Test
        void atALaterLoginBothStartAndTheLimitHolds() {
            inTwoNodes((here, there) -> {
                here.send(start(EARLIER));
                events.beforeNextCommit(() -> there.send(start(THERE)));
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

    /** Commands wait for Alice's lock while Bob's command loses a race and is retried. */
    @Test
    void theCommandsOfABusyUserDoNotHoldUpThoseOfOthers() throws Exception {
        var events = new InMemoryEvents();
        var clock = new MovableClock(NOON);
        var done = new CountDownLatch(1);
        try (Node here = new Node(events, upTo(0, EVICT_OLDEST), NEVER_USED, clock);
                Node there = new Node(events, upTo(0, EVICT_OLDEST), NEVER_USED, clock)) {
            here.send(start(idMadeAt(NOON, 1)));
            var alicesLock = new CountDownLatch(1);
            Thread slow = new Thread(() -> here.load(ALICE, sessions -> countDownAndAwait(alicesLock, done)));
            events.beforeNextCommit(() -> {
                startAndAwaitItsWait(slow);
                there.send(start(idMadeAt(NOON, 2)));
            });
            Thread loser = new Thread(() -> here.send(start(idMadeAt(NOON, 3))));
            loser.start();
            assertThat(alicesLock.await(60, TimeUnit.SECONDS)).isTrue();

            events.beforeNextCommit(() -> there.send(startOfBob(4)));
            CompletableFuture.runAsync(() -> here.send(startOfBob(5)), command -> new Thread(command).start())
                    .get(60, TimeUnit.SECONDS);

            assertThat(events.of(BOB)).hasSize(2);
            assertThat(events.of(ALICE)).hasSize(2);
            done.countDown();
            loser.join();
            assertThat(events.of(ALICE)).hasSize(3);
        } finally {
            done.countDown();
        }
    }

    private static Void countDownAndAwait(CountDownLatch first, CountDownLatch then) {
        first.countDown();
        try {
            then.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private static void startAndAwaitItsWait(Thread thread) {
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static StartSession startOfBob(int number) {
        return new StartSession(BOB, idMadeAt(NOON, number), CHROME, Initiator.user(BOB), null, null);
    }

    @Nested
    class ACommandThatFailed {

        private final List<Long> waits = new ArrayList<>();
        private final LostRaceRetry retry = new LostRaceRetry(waits::add);

        @Test
        void isTriedAgainWhenItLostARace() {
            assertThat(isTriedAgain(new ConcurrencyException("lost"), 1)).isTrue();
            assertThat(waits).hasSize(1);
        }

        @Test
        void isNotTriedAgainForAnyOtherReason() {
            assertThat(isTriedAgain(new SessionLimitReached(1), 1)).isFalse();
            assertThat(isTriedAgain(new UserBusy(ALICE), 1)).isFalse();
            assertThat(isTriedAgain(new EventStoreException("no connection"), 1))
                    .isFalse();
            assertThat(waits).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"1, 2", "2, 4", "24, 48", "25, 50", "99, 50"})
        void waitsForAShortRandomTimeThatGrowsWithEachTry(int tries, long longest) {
            for (int i = 0; i < 1_000; i++) {
                isTriedAgain(new ConcurrencyException("lost"), tries);
            }
            assertThat(waits).allMatch(wait -> wait >= 0 && wait <= longest).contains(0L, longest);
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 101})
        void isGivenUpAfterAHundredTries(int tries) {
            assertThat(isTriedAgain(new ConcurrencyException("lost"), tries)).isFalse();
            assertThat(waits).isEmpty();
        }

        @Test
        void isNotTriedAgainByAnInterruptedThread() {
            Thread.currentThread().interrupt();
            assertThat(isTriedAgain(new ConcurrencyException("lost"), 1)).isFalse();
            assertThat(Thread.interrupted()).isTrue();
        }

        private boolean isTriedAgain(RuntimeException failure, int tries) {
            return retry.waitBeforeRetry("a command", failure, tries);
        }
    }
}
