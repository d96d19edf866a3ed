package dev.rollcall.eventstore.following;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All events in the order of their global index, read straight from the database. Readers can be woken when there are
 * more events; with Axon's own event store they would poll twice a second.
 */
@Component
public class StoredEvents implements StreamableMessageSource<TrackedEventMessage<?>> {

    private final EventStorageEngine engine;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LostEvents lost;
    private final Set<Runnable> readers = ConcurrentHashMap.newKeySet();

    StoredEvents(EventStorageEngine engine, JdbcClient jdbc, PlatformTransactionManager transactions, LostEvents lost) {
        this.engine = engine;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED); // see GapSafeReader
        this.lost = lost;
    }

    /** Opens a stream for a follower of its own, which asks what to do about a position past the last event. */
    BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken position, PositionCheck check) {
        long last = position.position().orElse(0);
        return new StoredEventStream(engine, new PinnedServer(jdbc, transaction, check, last), position, readers);
    }

    /** Wakes the readers, because there may be more events. */
    void wakeReaders() {
        readers.forEach(Runnable::run);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
        long last = position == null ? 0 : position.position().orElse(0);
        return new StoredEventStream(engine, new PinnedServer(jdbc, transaction, lost, last), position, readers);
    }

    @Override
    public TrackingToken createTailToken() {
        return engine.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return engine.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return engine.createTokenAt(time);
    }
}
