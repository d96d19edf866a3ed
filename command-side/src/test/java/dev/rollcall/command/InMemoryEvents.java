package dev.rollcall.command;

import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.UserId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Axon's event store in memory with what a database adds: a sequence number is taken once, which is told as Axon tells
 * it, and a snapshot is a text.
 */
final class InMemoryEvents extends InMemoryEventStorageEngine {

    private Runnable meanwhile = () -> {};

    /** What another node does, once, between the next command's decision and its commit. */
    void meanwhile(Runnable action) {
        meanwhile = () -> {
            meanwhile = () -> {};
            CompletableFuture.runAsync(action).join();
        };
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        CurrentUnitOfWork.get().onPrepareCommit(work -> requirePlaceFor((DomainEventMessage<?>) events.get(0)));
        super.appendEvents(events);
    }

    private void requirePlaceFor(DomainEventMessage<?> event) {
        meanwhile.run();
        if (readEvents(event.getAggregateIdentifier(), event.getSequenceNumber())
                .hasNext()) {
            throw event.getSequenceNumber() == 0
                    ? new AggregateStreamCreationException("The stream was created meanwhile.")
                    : new ConcurrencyException("The stream has grown meanwhile.");
        }
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        super.storeSnapshot(withPayload(snapshot, StoredJson.write(snapshot.getPayload())));
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

    List<SessionEvent> of(UserId userId) {
        return readEvents(userId.value(), 0)
                .asStream()
                .map(message -> (SessionEvent) message.getPayload())
                .toList();
    }
}
