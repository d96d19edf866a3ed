package dev.rollcall.eventstore.following;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** Reads events from a position on, one batch at a time. For use by one thread. */
class StoredEventStream implements BlockingStream<TrackedEventMessage<?>> {

    private static final int BATCH = 1_000;

    private static final int POLL_INTERVAL_MILLIS = 500;

    private final EventStorageEngine engine;
    private final PinnedServer server;
    private final Set<Runnable> readers;
    private final Deque<TrackedEventMessage<?>> batch = new ArrayDeque<>();
    private final Semaphore woken = new Semaphore(0);

    private @Nullable TrackingToken position;
    private Runnable onAvailable = woken::release;

    StoredEventStream(
            EventStorageEngine engine, PinnedServer server, @Nullable TrackingToken position, Set<Runnable> readers) {
        this.engine = engine;
        this.server = server;
        this.position = position;
        this.readers = readers;
        readers.add(onAvailable);
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        readers.remove(onAvailable);
        onAvailable = callback;
        readers.add(onAvailable);
        return true;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        if (batch.isEmpty()) {
            batch.addAll(Objects.requireNonNull(server.query(this::read)));
        }
        return Optional.ofNullable(batch.peek());
    }

    private List<TrackedEventMessage<?>> read() {
        try (Stream<? extends TrackedEventMessage<?>> events = engine.readEvents(position, false)) {
            return events.limit(BATCH).collect(Collectors.toList());
        }
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        return peek().isPresent() || timeout > 0 && woken.tryAcquire(timeout, unit) && peek().isPresent();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
            woken.drainPermits();
        }
        TrackedEventMessage<?> next = batch.remove();
        position = next.trackingToken();
        return next;
    }

    @Override
    public void close() {
        readers.remove(onAvailable);
    }
}
