package dev.rollcall.eventstore.commits;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;

/**
 * Lets threads share work that costs less for many items at once. A thread that finds a free lane works at once, for
 * itself alone. Those that arrive while all lanes are busy wait; the first of them works for all of them. So no thread
 * waits for company, and groups grow by themselves under load.
 */
final class WorkGroups<T> {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final int lanes;
    private final int largest;
    private final Consumer<List<T>> work;
    private final long longestWait;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Member<T>> waiting = new ArrayDeque<>();

    private int busy;
    private boolean watched;

    /**
     * @param lanes how many groups may be at work at the same time
     * @param largest the most items of a group
     * @param work works on a group. If it fails, it fails for each of them
     */
    WorkGroups(int lanes, int largest, Consumer<List<T>> work) {
        this(lanes, largest, work, LONGEST_WAIT, System::nanoTime);
    }

    /**
     * @param longestWait how long an item waits for a lane before it is refused
     * @param clock in nanoseconds, from any beginning
     */
    WorkGroups(int lanes, int largest, Consumer<List<T>> work, Duration longestWait, LongSupplier clock) {
        this.lanes = lanes;
        this.largest = largest;
        this.work = work;
        this.longestWait = longestWait.toNanos();
        this.clock = clock;
    }

    /**
     * Works on an item, in whatever group. Returns when that is done.
     *
     * @throws QueryTimeoutException if no lane became free for ten seconds; the item is left out then
     */
    void work(T item) {
        Member<T> member = new Member<>(item);
        boolean interrupted = false;
        try {
            if (!enter(member)) {
                interrupted = await(member);
            }
            if (member.isPromoted()) {
                // An interrupt is for this thread only, but would break the connection that it uses for all of them.
                interrupted |= Thread.interrupted();
                lead(member);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean enter(Member<T> member) {
        lock.lock();
        try {
            if (busy < lanes) {
                busy++;
                member.turn.complete(true);
                return true;
            }
            member.since = clock.getAsLong();
            if (!watched) {
                watch(longestWait);
            }
            waiting.add(member);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Plans to refuse those that have waited too long. A timer for each that waits would take a twentieth of a short
     * operation, so at most one is set for all of them.
     */
    private void watch(long nanos) {
        watched = true;
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(this::refuseLate);
    }

    private void refuseLate() {
        List<Member<T>> late = new ArrayList<>();
        lock.lock();
        try {
            watched = false;
            long now = clock.getAsLong();
            while (!waiting.isEmpty() && now - waiting.element().since >= longestWait) {
                late.add(waiting.remove());
            }
            if (!waiting.isEmpty()) {
                watch(waiting.element().since + longestWait - now);
            }
        } finally {
            lock.unlock();
        }
        late.forEach(member -> member.turn.completeExceptionally(waitedTooLong(null)));
    }

    private static QueryTimeoutException waitedTooLong(@Nullable Throwable cause) {
        return new QueryTimeoutException("Waited too long for other work on the database", cause);
    }

    /**
     * Waits until another thread has worked on the item, or leaves a lane to this one. Once the work on it has begun,
     * the limits of the database limit the wait, and interrupts have to wait as well.
     *
     * @return whether the thread was interrupted
     */
    private boolean await(Member<T> member) {
        try {
            member.turn.get();
            return false;
        } catch (ExecutionException failed) {
            return false;
        } catch (InterruptedException impatient) {
            if (withdraw(member)) {
                Thread.currentThread().interrupt();
                throw waitedTooLong(impatient);
            }
            return true;
        }
    }

    private boolean withdraw(Member<T> member) {
        lock.lock();
        try {
            return waiting.remove(member);
        } finally {
            lock.unlock();
        }
    }

    private void lead(Member<T> first) {
        List<Member<T>> others = others();
        List<T> items = new ArrayList<>(others.size() + 1);
        items.add(first.item);
        others.forEach(member -> items.add(member.item));
        try {
            work.accept(items);
        } catch (Throwable failure) {
            passOn();
            others.forEach(member -> member.turn.completeExceptionally(failure));
            throw failure;
        }
        passOn();
        others.forEach(member -> member.turn.complete(false));
    }

    private List<Member<T>> others() {
        List<Member<T>> others = new ArrayList<>();
        lock.lock();
        try {
            while (others.size() < largest - 1 && !waiting.isEmpty()) {
                others.add(waiting.remove());
            }
        } finally {
            lock.unlock();
        }
        return others;
    }

    /** Leaves the lane to the first that waits. */
    private void passOn() {
        Member<T> next;
        lock.lock();
        try {
            next = waiting.poll();
            if (next == null) {
                busy--;
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.turn.complete(true);
        }
    }

    /** Returns how many threads wait for a lane. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private static final class Member<T> {

        final T item;

        /** By the clock of the groups. */
        long since;

        /** True: work on it yourself, and on what else waits. False: it is done. */
        final CompletableFuture<Boolean> turn = new CompletableFuture<>();

        Member(T item) {
            this.item = item;
        }

        /** Waits for the turn, whatever happens to this thread, and throws what the work failed with. */
        boolean isPromoted() {
            try {
                return turn.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failed.getCause();
            }
        }
    }
}
