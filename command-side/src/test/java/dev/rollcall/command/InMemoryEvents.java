package dev.rollcall.command;

import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.UserId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Axon's in-memory event store with what a database adds: each position takes one event and one snapshot, and a
 * snapshot is stored as JSON, after the commit. Axon reports a conflict of events with an exception, but does not
 * report a conflict of snapshots. On PostgreSQL such a conflict aborts the transaction: later statements fail, and the
 * commit silently rolls back. Here the commit fails as well.
 */
public final class InMemoryEvents extends InMemoryEventStorageEngine {

    private static final String ABORTED = "aborted";

    private Runnable beforeCommit = () -> {};

    private int reads;

    private int readsFromTheBeginning;

    private int lostRaces;

    /** Sets what another node does, once, between the decision and the commit of the next command. */
    public void beforeNextCommit(Runnable action) {
        beforeCommit = () -> {
            beforeCommit = () -> {};
            CompletableFuture.runAsync(action).join();
        };
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        requireFreePosition((DomainEventMessage<?>) events.get(0));
        super.appendEvents(events);
    }

    @Override
    public DomainEventStream readEvents(String userId, long firstSequence) {
        reads++;
        readsFromTheBeginning += firstSequence == 0 ? 1 : 0;
        return super.readEvents(userId, firstSequence);
    }

    /** Returns how often events of a user were read. */
    public int reads() {
        return reads;
    }

    /** Returns how often events could not be written because another node had written. */
    public int lostRaces() {
        return lostRaces;
    }

    /** Returns how often a whole history was read. */
    public int readsFromTheBeginning() {
        return readsFromTheBeginning;
    }

    private void requireFreePosition(DomainEventMessage<?> event) {
        beforeCommit.run();
        requireNotAborted();
        if (super.readEvents(event.getAggregateIdentifier(), event.getSequenceNumber())
                .hasNext()) {
            lostRaces++;
            throw new ConcurrencyException("The stream has grown in the meantime.");
        }
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        beforeCommit.run();
        UnitOfWork<?> work = CurrentUnitOfWork.get();
        DomainEventMessage<?> stored = withPayload(snapshot, StoredJson.write(snapshot.getPayload()));
        if (isTaken(snapshot)) {
            work.resources().put(ABORTED, true);
            work.onCommit(commit -> requireNotAborted());
        } else {
            work.afterCommit(committed -> super.storeSnapshot(stored));
        }
    }

    private boolean isTaken(DomainEventMessage<?> snapshot) {
        return super.readSnapshot(snapshot.getAggregateIdentifier())
                .filter(latest -> latest.getSequenceNumber() == snapshot.getSequenceNumber())
                .isPresent();
    }

    private static void requireNotAborted() {
        if (CurrentUnitOfWork.get().resources().containsKey(ABORTED)) {
            throw new EventStoreException("The transaction is aborted.");
        }
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return super.readSnapshot(aggregateIdentifier)
                .map(snapshot ->
                        withPayload(snapshot, StoredJson.read((String) snapshot.getPayload(), UserSessions.class)));
    }

    private static <T> DomainEventMessage<T> withPayload(DomainEventMessage<?> message, T payload) {
        return new GenericDomainEventMessage<>(
                message.getType(), message.getAggregateIdentifier(), message.getSequenceNumber(), payload);
    }

    public List<SessionEvent> of(UserId userId) {
        return readEvents(userId.value(), 0)
                .asStream()
                .map(message -> (SessionEvent) message.getPayload())
                .toList();
    }
}
