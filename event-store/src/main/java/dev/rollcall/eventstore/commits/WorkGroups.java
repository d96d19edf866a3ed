package dev.rollcall.eventstore.commits;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;

/**
 * Lets threads share work that costs less for many items at once. A thread that finds a free lane works at once, for
 * itself alone. Those that arrive while all lanes are busy wait; the first of them works for all of them. So no thread
 * waits for company, and groups grow by themselves under load.
 */
final class WorkGroups<T> {

    private static final long LONGEST_WAIT_SECONDS = 10;

    private final int lanes;
    private final int largest;
    private final Consumer<List<T>> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Member<T>> waiting = new ArrayDeque<>();

    private int busy;

    /**
     * @param lanes how many groups may be at work at the same time
     * @param largest the most items of a group
     * @param work works on a group. If it fails, it fails for each of them
     */
    WorkGroups(int lanes, int largest, Consumer<List<T>> work) {
        this.lanes = lanes;
        this.largest = largest;
        this.work = work;
    }

    /**
     * Works on an item, in whatever group. Returns when that is done.
     *
     * @throws QueryTimeoutException if no lane became free for ten seconds; the item is left out then
     */
    void work(T item) {
        Member<T> member = new Member<>(item);
        if (enter(member) || isPromoted(member)) {
            lead(member);
        }
    }

    private boolean enter(Member<T> member) {
        lock.lock();
        try {
            if (busy < lanes) {
                busy++;
                return true;
            }
            waiting.add(member);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until another thread has worked on the item, or leaves a lane to this one. */
    private boolean isPromoted(Member<T> member) {
        boolean interrupted = false;
        try {
            return member.promoted.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw member.failure(failed.getCause());
        } catch (InterruptedException | TimeoutException impatient) {
            interrupted = impatient instanceof InterruptedException;
            if (withdraw(member)) {
                throw new QueryTimeoutException("Waited too long for other work on the database", impatient);
            }
            return isPromotedAfterAll(member);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The work on the item has begun, or is this thread's. How long it takes is limited by the database's limits. */
    private static <T> boolean isPromotedAfterAll(Member<T> member) {
        try {
            return member.promoted.join();
        } catch (CompletionException failed) {
            throw member.failure(failed.getCause());
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
            others.forEach(member -> member.promoted.completeExceptionally(failure));
            throw failure;
        }
        passOn();
        others.forEach(member -> member.promoted.complete(false));
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
            next.promoted.complete(true);
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

        /** True: work on it yourself, and on what else waits. False: it is done. */
        final CompletableFuture<Boolean> promoted = new CompletableFuture<>();

        Member(T item) {
            this.item = item;
        }

        RuntimeException failure(@Nullable Throwable cause) {
            if (cause instanceof Error error) {
                throw error;
            }
            return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
        }
    }
}
