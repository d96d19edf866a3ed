package dev.rollcall.eventstore.commits;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Makes changes that nobody waits for. They are collected for a second, or until there are 200, and made with one
 * statement. If that fails, they are tried again every second, and no others are accepted until it succeeds. A change
 * may be made more than once.
 */
public final class CollectedUpdate<K, C> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CollectedUpdate.class);

    private static final int LARGEST = 200;

    private static final int ROOM = 100 * LARGEST;

    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private static final long STOP_WITHIN_SECONDS = 5;

    private final Function<C, K> key;
    private final Function<Collection<C>, Set<C>> update;
    private final Consumer<C> refused;
    private final ScheduledThreadPoolExecutor writer;
    private final Map<K, C> collected = new LinkedHashMap<>();
    private boolean scheduled;
    private boolean failing;
    private boolean closed;

    /**
     * @param key what a change is about. Of several changes with one key, only the last is made
     * @param update makes changes with one statement, and returns those that met their condition
     * @param refused is told of each change that did not meet its condition
     */
    public CollectedUpdate(Function<C, K> key, Function<Collection<C>, Set<C>> update, Consumer<C> refused) {
        this.key = key;
        this.update = update;
        this.refused = refused;
        this.writer = new ScheduledThreadPoolExecutor(1, new CustomizableThreadFactory("collected-update-"));
    }

    /** Returns whether the change is collected; if not, earlier ones cannot be made, or are too many. */
    public synchronized boolean add(C change) {
        if (closed || failing || collected.size() >= ROOM) {
            return false;
        }
        boolean isNew = collected.put(key.apply(change), change) == null;
        if (isNew && collected.size() % LARGEST == 0) {
            writer.execute(() -> make(LARGEST));
        }
        makeAllLater();
        return true;
    }

    private void makeAllLater() {
        if (!scheduled) {
            scheduled = true;
            writer.schedule(this::makeAll, LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void makeAll() {
        int count;
        synchronized (this) {
            scheduled = false;
            count = collected.size();
        }
        make(count);
    }

    /** Makes the first changes. Those that are collected meanwhile wait for others. */
    private void make(int count) {
        boolean made = true;
        for (int left = count; left > 0 && made; left -= LARGEST) {
            made = isMade(take(Math.min(left, LARGEST)));
        }
    }

    private synchronized List<C> take(int count) {
        List<C> taken = collected.values().stream().limit(count).toList();
        taken.forEach(change -> collected.remove(key.apply(change)));
        return taken;
    }

    private boolean isMade(List<C> changes) {
        if (changes.isEmpty()) {
            return true;
        }
        Set<C> made;
        try {
            made = update.apply(changes);
        } catch (RuntimeException failure) {
            putBack(changes, failure);
            return false;
        }
        succeed();
        changes.stream().filter(change -> !made.contains(change)).forEach(refused);
        return true;
    }

    private synchronized void succeed() {
        failing = false;
    }

    private synchronized void putBack(List<C> changes, RuntimeException failure) {
        log.warn("Cannot write what was collected; trying again every second: {}", failure.getMessage());
        log.debug("The failure", failure);
        failing = true;
        changes.forEach(change -> collected.putIfAbsent(key.apply(change), change));
        try {
            makeAllLater();
        } catch (RejectedExecutionException stopping) {
            log.debug("Not trying again while stopping", stopping);
        }
    }

    /** Returns how many changes are collected and not made yet. */
    public synchronized int waiting() {
        return collected.size();
    }

    /** Makes the collected changes and accepts no more. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            writer.submit(this::makeAll).get(STOP_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            log.warn("Stopped while collected changes were being written", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        writer.shutdownNow();
        if (waiting() > 0) {
            log.warn("{} collected changes were not written", waiting());
        }
    }
}
