package dev.rollcall.command.handling;

import com.github.benmanes.caffeine.cache.Cache;
import dev.rollcall.command.UserSessions;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Keeps loaded aggregates in memory. Before it uses one again, it reads the events that followed: another node may have
 * written them, and a command that writes nothing would cause no conflict to reveal them.
 *
 * <p>Now and then the state in memory is written as a snapshot, in the transaction of the events.
 *
 * <p>The cache is accessed only under the aggregate's lock. It drops an aggregate that is ahead of the store because
 * events were applied to it and rolled back. A refusal that applied no events keeps the aggregate in the cache, so that
 * repeated refusals do not read the whole history each time.
 */
class UserSessionsRepository extends EventSourcingRepository<UserSessions> {

    private final EventStore events;
    private final Cache<String, EventSourcedAggregate<UserSessions>> loaded;

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
        EventSourcedAggregate<UserSessions> known = loaded.getIfPresent(userId);
        loaded.invalidate(userId);
        EventSourcedAggregate<UserSessions> aggregate =
                known == null ? super.doLoadWithLock(userId, expectedVersion) : caughtUp(known);
        loaded.put(userId, aggregate);
        LoadedVersion.remember(aggregate.version());
        forgetOnRollback(aggregate, aggregate.version());
        return aggregate;
    }

    private EventSourcedAggregate<UserSessions> caughtUp(EventSourcedAggregate<UserSessions> aggregate) {
        DomainEventStream later = events.readEvents(aggregate.identifierAsString(), aggregate.version() + 1);
        if (later.hasNext()) {
            aggregate.initializeState(later);
        }
        return aggregate;
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

    /** @param version of the last event that is in the store */
    private void forgetOnRollback(EventSourcedAggregate<UserSessions> aggregate, Long version) {
        CurrentUnitOfWork.get().onRollback(work -> {
            if (!version.equals(aggregate.version())) {
                loaded.invalidate(aggregate.identifierAsString());
            }
        });
    }
}
