package dev.rollcall.eventstore.following;

import dev.rollcall.event.SessionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the events from a stored position, on a thread of its own and on one node at a time. If that node fails, another
 * one continues within seconds. Unlike Axon's processors, it holds no transaction while events are handled, so a handler
 * may wait for other systems. Each event is handled at least once.
 */
public final class EventFollower {

    private static final Logger log = LoggerFactory.getLogger(EventFollower.class);

    private static final int BATCH = 500;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final Handler handler;
    private final StoredEvents events;
    private final FollowerPosition position;
    private final Semaphore woken = new Semaphore(0);

    private volatile boolean running;
    private volatile boolean following;
    private @Nullable Thread thread;

    /** Handles events on the thread of the follower. */
    public interface Handler {

        /**
         * Called with the next events, and about once a second without any.
         *
         * @param events in their order; may be empty
         * @param claim to be kept while this takes long
         * @return what to write in the transaction in which the position moves past the events; empty to be called again
         *     with the same events and those that have come after them
         */
        Optional<Runnable> handle(List<SessionEvent> events, Claim claim) throws InterruptedException;

        /** Called about once a second while another node handles the events. */
        void handledElsewhere();
    }

    /** The right of this node to handle the events. */
    public interface Claim {

        /**
         * Keeps other nodes from taking over. Must be called about once a second.
         *
         * @throws RuntimeException if another node has taken over
         */
        void keep();
    }

    /** Thrown if events that were handled no longer exist. */
    private static final class PositionAhead extends IllegalStateException {

        private static final long serialVersionUID = 1;

        private final long last;

        PositionAhead(long last) {
            super("The stored events end before the position");
            this.last = last;
        }
    }

    EventFollower(String name, Handler handler, StoredEvents events, FollowerPosition position) {
        this.name = name;
        this.handler = handler;
        this.events = events;
        this.position = position;
    }

    /** Whether this node handles the events. */
    boolean isFollowing() {
        return following;
    }

    public synchronized void start() {
        running = true;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops, so that another node can continue at once. Waits for that for a second at most. */
    public synchronized void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(PAUSE.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (running) {
            try {
                follow();
            } catch (PositionAhead lost) {
                moveBack(lost.last);
            } catch (UnableToClaimTokenException claimedByAnotherNode) {
                handler.handledElsewhere();
                pause();
            } catch (InterruptedException stopping) {
                running = false;
            } catch (RuntimeException failure) {
                log.debug("{} stands still; trying again", name, failure);
                pause();
            }
        }
    }

    private void follow() throws InterruptedException {
        TrackingToken from = position.claim();
        following = true;
        try {
            while (running) {
                followFrom(from);
                from = position.claim();
            }
        } finally {
            following = false;
            position.release();
        }
    }

    /** Follows until the handler wants to have events again. */
    private void followFrom(TrackingToken from) throws InterruptedException {
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(from, EventFollower::requireNotAhead)) {
            stream.setOnAvailableCallback(woken::release);
            boolean goesOn = true;
            while (running && goesOn) {
                goesOn = handleNext(stream);
            }
        }
    }

    /** Returns whether the events were handled. */
    private boolean handleNext(BlockingStream<TrackedEventMessage<?>> stream) throws InterruptedException {
        if (!stream.hasNextAvailable() && woken.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            woken.drainPermits();
        }
        List<SessionEvent> batch = new ArrayList<>();
        TrackingToken last = null;
        for (int read = 0; read < BATCH && stream.hasNextAvailable(); read++) {
            TrackedEventMessage<?> next = stream.nextAvailable();
            last = next.trackingToken();
            if (next.getPayload() instanceof SessionEvent event) {
                batch.add(event);
            }
        }
        Optional<Runnable> writes = handler.handle(batch, position);
        if (last == null) {
            position.keep();
        } else if (writes.isPresent()) {
            position.move(last, writes.get());
        }
        return writes.isPresent();
    }

    private static void requireNotAhead(long position, long last) {
        if (position > last) {
            throw new PositionAhead(last);
        }
    }

    /** New events may have the numbers of lost ones, so the follower begins with the next event. */
    private void moveBack(long last) {
        try {
            position.moveBack(last);
            log.warn("{} continues at global index {}, because later events were lost", name, last);
        } catch (RuntimeException failure) {
            log.debug("{} cannot go back to global index {}; trying again", name, last, failure);
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException stopping) {
            running = false;
        }
    }
}
