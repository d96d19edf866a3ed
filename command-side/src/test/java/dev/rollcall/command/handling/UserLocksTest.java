package dev.rollcall.command.handling;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.command.refusal.UserBusy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.axonframework.common.lock.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of one user run one at a time, and a busy user does not hold up others. */
class UserLocksTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void areObtainedInTheOrderOfTheRequests() throws InterruptedException {
        UserLocks locks = new UserLocks(10, LONG);
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Thread> waiting = new ArrayList<>();
        Lock first = locks.obtainLock("alice");
        for (int i = 0; i < 10; i++) {
            int number = i;
            waiting.add(startAndAwaitItsWait(() -> {
                try (Lock mine = locks.obtainLock("alice")) {
                    order.add(number);
                }
            }));
        }
        first.release();
        for (Thread thread : waiting) {
            thread.join();
        }

        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
        assertThat(locks.size()).isZero();
    }

    @Test
    void areRefusedAtOnceWhenTooManyWait() throws InterruptedException {
        UserLocks locks = new UserLocks(2, LONG);
        List<Thread> waiting = new ArrayList<>();
        try (Lock first = locks.obtainLock("alice")) {
            waiting.add(startAndAwaitItsWait(() -> locks.obtainLock("alice").release()));
            waiting.add(startAndAwaitItsWait(() -> locks.obtainLock("alice").release()));

            assertThatExceptionOfType(UserBusy.class).isThrownBy(() -> byAnother(locks));
            assertThat(locks.present(ALICE)).isEqualTo(3);
            locks.obtainLock("bob").release();
        }
        for (Thread thread : waiting) {
            thread.join();
        }
        byAnother(locks);
        assertThat(locks.size()).isZero();
    }

    @Test
    void areNotWaitedForForever() {
        UserLocks locks = new UserLocks(2, SHORT);
        try (Lock first = locks.obtainLock("alice")) {
            for (int i = 0; i < 5; i++) {
                assertThatExceptionOfType(UserBusy.class).isThrownBy(() -> byAnother(locks));
            }
            assertThat(locks.present(ALICE)).isEqualTo(1);
        }
        assertThat(locks.size()).isZero();
    }

    @Test
    void areObtainedAgainByTheirHolderHoweverManyWait() throws InterruptedException {
        UserLocks locks = new UserLocks(1, LONG);
        Lock outer = locks.obtainLock("alice");
        Thread waiting = startAndAwaitItsWait(() -> locks.obtainLock("alice").release());
        Lock inner = locks.obtainLock("alice");
        inner.release();
        inner.release();

        assertThat(outer.isHeld()).isTrue();
        outer.release();
        assertThat(outer.isHeld()).isFalse();
        waiting.join();
        assertThat(locks.size()).isZero();
    }

    @Test
    void areNotWaitedForByAnInterruptedThread() throws InterruptedException {
        UserLocks locks = new UserLocks(1, LONG);
        List<Object> seen = new CopyOnWriteArrayList<>();
        try (Lock first = locks.obtainLock("alice")) {
            Thread waiting = startAndAwaitItsWait(() -> {
                try {
                    locks.obtainLock("alice").release();
                } catch (UserBusy stopped) {
                    seen.add(Thread.currentThread().isInterrupted());
                }
            });
            waiting.interrupt();
            waiting.join();
            assertThat(locks.present(ALICE)).isEqualTo(1);
        }
        assertThat(seen).containsExactly(true);
    }

    @Test
    void areRemovedWhenNobodyHoldsThem() {
        UserLocks locks = new UserLocks(1, LONG);
        for (int i = 0; i < 1_000; i++) {
            locks.obtainLock("user-" + i).release();
        }
        assertThat(locks.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT1S, rollcall.commands.max-waiting-per-user must be 1 or more",
        "1, PT0S, rollcall.commands.wait-at-most must be from PT0.001S to PT1H",
        "1, PT2H, rollcall.commands.wait-at-most must be from PT0.001S to PT1H"
    })
    void requireSensibleBounds(int mostWaiting, Duration longestWait, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserLocks(mostWaiting, longestWait))
                .withMessage(message);
    }

    /** Obtains and releases Alice's lock on another thread, which does not hold it yet. */
    private static void byAnother(UserLocks locks) {
        var result = new CompletableFuture<RuntimeException>();
        new Thread(() -> {
                    try {
                        locks.obtainLock("alice").release();
                        result.complete(null);
                    } catch (RuntimeException refused) {
                        result.complete(refused);
                    }
                })
                .start();
        RuntimeException refused = result.join();
        if (refused != null) {
            throw refused;
        }
    }

    private static Thread startAndAwaitItsWait(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }
}
