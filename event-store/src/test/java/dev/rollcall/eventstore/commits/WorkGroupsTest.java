package dev.rollcall.eventstore.commits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class WorkGroupsTest {

    private static final int LARGEST = 5;

    private final ConcurrentLinkedQueue<List<String>> worked = new ConcurrentLinkedQueue<>();

    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void aloneAnItemWaitsForNobody() {
        WorkGroups<String> groups = new WorkGroups<>(1, LARGEST, worked::add);

        groups.work("first");
        groups.work("second");

        assertThat(worked).containsExactly(List.of("first"), List.of("second"));
    }

    @Test
    void itemsThatArriveWhileTheLaneIsBusyAreWorkedOnTogetherInTheirOrder() {
        WorkGroups<String> groups = new WorkGroups<>(1, LARGEST, this::workBehindTheGate);
        CompletableFuture<Void> first = start(groups, "gate");
        List<CompletableFuture<Void>> others = queue(groups, "a", "b", "c");

        gate.countDown();

        first.join();
        others.forEach(CompletableFuture::join);
        assertThat(worked).containsExactly(List.of("gate"), List.of("a", "b", "c"));
    }

    @Test
    void aGroupHasAtMostTheLargestSize() {
        WorkGroups<String> groups = new WorkGroups<>(1, LARGEST, this::workBehindTheGate);
        CompletableFuture<Void> first = start(groups, "gate");
        List<CompletableFuture<Void>> others = queue(groups, "1", "2", "3", "4", "5", "6", "7");

        gate.countDown();

        first.join();
        others.forEach(CompletableFuture::join);
        assertThat(worked).containsExactly(List.of("gate"), List.of("1", "2", "3", "4", "5"), List.of("6", "7"));
    }

    @Test
    void aFailureIsThatOfEveryItemOfTheGroupAndOfNoOther() {
        IllegalStateException failure = new IllegalStateException("failed");
        WorkGroups<String> groups = new WorkGroups<>(1, LARGEST, items -> {
            workBehindTheGate(items);
            if (items.contains("a")) {
                throw failure;
            }
        });
        CompletableFuture<Void> first = start(groups, "gate");
        List<CompletableFuture<Void>> others = queue(groups, "a", "b");

        gate.countDown();

        first.join();
        for (CompletableFuture<Void> other : others) {
            assertThatThrownBy(other::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCause(failure);
        }
        groups.work("later");
        assertThat(worked).last().isEqualTo(List.of("later"));
    }

    @Test
    void anErrorLeavesTheLaneToTheNext() {
        WorkGroups<String> groups = new WorkGroups<>(1, LARGEST, items -> {
            workBehindTheGate(items);
            if (items.contains("gate")) {
                throw new StackOverflowError();
            }
        });
        CompletableFuture<Void> first = start(groups, "gate");
        List<CompletableFuture<Void>> others = queue(groups, "a");

        gate.countDown();

        assertThatThrownBy(first::join).hasCauseInstanceOf(StackOverflowError.class);
        others.forEach(CompletableFuture::join);
        assertThat(worked).containsExactly(List.of("gate"), List.of("a"));
    }

    @Test
    void anInterruptedItemThatWaitsIsLeftOut() throws InterruptedException {
        WorkGroups<String> groups = new WorkGroups<>(1, LARGEST, this::workBehindTheGate);
        CompletableFuture<Void> first = start(groups, "gate");
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread impatient = new Thread(() -> {
            try {
                groups.work("impatient");
            } catch (RuntimeException leftOut) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        impatient.start();
        awaitWaiting(groups, 1);

        impatient.interrupt();
        impatient.join();
        gate.countDown();

        first.join();
        assertThat(interrupted).isCompletedWithValue(true);
        assertThat(worked).containsExactly(List.of("gate"));
        assertThat(groups.waiting()).isZero();
    }

    @Test
    void itemsThatWaitTooLongAreRefusedAndLaterOnesAreWorkedOn() {
        WorkGroups<String> groups =
                new WorkGroups<>(1, LARGEST, this::workBehindTheGate, Duration.ofMillis(20), System::nanoTime);
        CompletableFuture<Void> first = start(groups, "gate");

        assertRefused(inThread(() -> groups.work("a")));
        assertRefused(inThread(() -> groups.work("b")));
        assertThat(groups.waiting()).isZero();
        gate.countDown();

        first.join();
        groups.work("later");
        assertThat(worked).containsExactly(List.of("gate"), List.of("later"));
    }

    /** One timer serves all that wait, so it has to be set again for those that came later. */
    @Test
    void eachItemWaitsAsLongAsTheOthers() {
        AtomicLong clock = new AtomicLong();
        WorkGroups<String> groups =
                new WorkGroups<>(1, LARGEST, this::workBehindTheGate, Duration.ofNanos(20), clock::get);
        CompletableFuture<Void> first = start(groups, "gate");
        clock.set(100);
        CompletableFuture<Void> early = inThread(() -> groups.work("early"));
        awaitWaiting(groups, 1);
        clock.set(119);
        CompletableFuture<Void> late = inThread(() -> groups.work("late"));
        awaitWaiting(groups, 2);

        clock.set(120);
        assertRefused(early);
        assertThat(groups.waiting()).isOne();
        clock.set(139);
        assertRefused(late);

        gate.countDown();
        first.join();
    }

    @Test
    void anInterruptedThreadWorksForTheOthersAndStaysInterrupted() {
        List<Boolean> interruptedAtWork = new ArrayList<>();
        WorkGroups<String> groups = new WorkGroups<>(
                1,
                LARGEST,
                items -> interruptedAtWork.add(Thread.currentThread().isInterrupted()));
        CompletableFuture<Boolean> afterwards = CompletableFuture.supplyAsync(
                () -> {
                    Thread.currentThread().interrupt();
                    groups.work("interrupted");
                    return Thread.currentThread().isInterrupted();
                },
                task -> new Thread(task).start());

        assertThat(afterwards.join()).isTrue();
        assertThat(interruptedAtWork).containsExactly(false);
    }

    @Test
    void everyItemIsWorkedOnOnceHoweverManyThreadsThereAre() {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger mostAtWork = new AtomicInteger();
        WorkGroups<String> groups = new WorkGroups<>(2, LARGEST, items -> {
            mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            worked.add(List.copyOf(items));
            atWork.decrementAndGet();
        });
        int threads = 16;
        int each = 500;
        var callers = Executors.newFixedThreadPool(threads);
        List<CompletableFuture<Void>> done = IntStream.range(0, threads)
                .mapToObj(thread -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, each).forEach(i -> groups.work(thread + "-" + i)), callers))
                .toList();
        done.forEach(CompletableFuture::join);
        callers.shutdown();

        List<String> items = worked.stream().flatMap(List::stream).toList();
        assertThat(items).hasSize(threads * each).doesNotHaveDuplicates();
        assertThat(mostAtWork.get()).isBetween(1, 2);
    }

    private static void assertRefused(CompletableFuture<Void> late) {
        assertThat(late)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(QueryTimeoutException.class)
                .withMessageContaining("Waited too long");
    }

    private void workBehindTheGate(List<String> items) {
        worked.add(List.copyOf(items));
        if (items.contains("gate")) {
            try {
                gate.await();
            } catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private CompletableFuture<Void> start(WorkGroups<String> groups, String item) {
        CompletableFuture<Void> first = inThread(() -> groups.work(item));
        while (worked.isEmpty()) {
            Thread.onSpinWait();
        }
        return first;
    }

    private static List<CompletableFuture<Void>> queue(WorkGroups<String> groups, String... items) {
        List<CompletableFuture<Void>> queued = new ArrayList<>();
        for (String item : items) {
            queued.add(inThread(() -> groups.work(item)));
            awaitWaiting(groups, queued.size());
        }
        return queued;
    }

    private static void awaitWaiting(WorkGroups<String> groups, int count) {
        while (groups.waiting() < count) {
            Thread.onSpinWait();
        }
    }

    private static CompletableFuture<Void> inThread(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task).start());
    }
}
