package dev.rollcall.command.handling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.command.UserSessions;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Keeps loaded aggregates in memory, and uses them again although another node may have written events since. A command
 * that writes events proves that there were none, because each place in the user's events is free only once. For one
 * that writes nothing, {@link UpToDateAnswers} reads what followed before it is answered. If another node wrote events
 * the last time, those are read before.
 *
 * <p>Now and then the state in memory is written as a snapshot, in the transaction of the events.
 *
 * <p>The cache is accessed only under the aggregate's lock. It drops an aggregate that is ahead of the store because
 * events were applied to it and rolled back. A refusal that applied no events keeps the aggregate in the cache, so that
 * repeated refusals do not read the whole history each time.
 */
class UserSessionsRepository extends EventSourcingRepository<UserSessions> {

    /** Users for whom another node may be writing too; those beyond are found out by a lost race. */
    private static final int MOST_USERS_ELSEWHERE = 10_000;

    private final EventStore events;
    private final Cache<String, EventSourcedAggregate<UserSessions>> loaded;
    private final Cache<String, Boolean> elsewhere = Caffeine.newBuilder()
            .maximumSize(MOST_USERS_ELSEWHERE)
            .executor(Runnable::run)
            .build();

    UserSessionsRepository(
            Builder<UserSessions> builder,
            EventStore events,
            Cache<String, EventSourcedAggregate<UserSessions>> loaded) {
        super(builder.snapshotTriggerDefinition(type -> new EventsSinceSnapshot()));
        this.events = events;
        this.loaded = loaded;
    }

    @Override
    protected EventSourcedAggregate<UserSessions> doLoadWithLock(String userId, Long expectedVersion) {
        EventSourcedAggregate<UserSessions> inMemory = loaded.getIfPresent(userId);
        loaded.invalidate(userId);
        EventSourcedAggregate<UserSessions> aggregate =
                inMemory == null ? super.doLoadWithLock(userId, expectedVersion) : inMemory;
        KnownState known = new KnownState(aggregate, events);
        if (inMemory != null) {
            requireUpToDate(known);
        }
        loaded.put(userId, aggregate);
        LoadedVersion.remember(aggregate.version());
        forgetOnRollback(known);
        return aggregate;
    }

    /** @throws ConcurrencyException if an archive took events after the snapshot and before those that were read */
    @Override
    protected DomainEventStream readEvents(String userId) {
        DomainEventStream stored = super.readEvents(userId);
        if (!stored.hasNext() || stored.peek().getPayloadType() != UserSessions.class) {
            return stored;
        }
        DomainEventMessage<?> snapshot = stored.next();
        if (stored.hasNext() && stored.peek().getSequenceNumber() != snapshot.getSequenceNumber() + 1) {
            throw new ConcurrencyException("Events of " + userId + " were archived meanwhile");
        }
        return DomainEventStream.concat(DomainEventStream.of(snapshot), stored);
    }

    /** Reads what followed now if another node wrote the last time, else before an answer that needs it. */
    private void requireUpToDate(KnownState known) {
        if (elsewhere.getIfPresent(known.userId()) == null) {
            UpToDateAnswers.require(known);
        } else if (!known.catchUp()) {
            elsewhere.invalidate(known.userId());
        }
    }

    @Override
    protected void doSaveWithLock(EventSourcedAggregate<UserSessions> aggregate) {
        super.doSaveWithLock(aggregate);
        String userId = aggregate.identifierAsString();
        loaded.put(userId, aggregate);
        CurrentUnitOfWork.get().onRollback(work -> loaded.invalidate(userId));
        if (((EventsSinceSnapshot) aggregate.getSnapshotTrigger()).takeIfEnough()) {
            // After the events, so that a lost race shows there, where it is reported and retried.
            CurrentUnitOfWork.get()
                    .onPrepareCommit(work -> events.storeSnapshot(new GenericDomainEventMessage<>(
                            aggregate.type(), userId, aggregate.version(), aggregate.getAggregateRoot())));
        }
    }

    private void forgetOnRollback(KnownState known) {
        CurrentUnitOfWork.get().onRollback(work -> {
            if (known.hasNewEvents() || known.isOutdated()) {
                loaded.invalidate(known.userId());
                elsewhere.put(known.userId(), true);
            }
        });
    }
}
