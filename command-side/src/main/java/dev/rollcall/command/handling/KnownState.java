package dev.rollcall.command.handling;

import dev.rollcall.command.UserSessions;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** A user's sessions as this node knows them. Another node may have written events since. */
class KnownState {

    private final EventSourcedAggregate<UserSessions> aggregate;
    private final EventStore events;

    /** Of the last event that is in the store. */
    private long version;

    KnownState(EventSourcedAggregate<UserSessions> aggregate, EventStore events) {
        this.aggregate = aggregate;
        this.events = events;
        this.version = aggregate.version();
    }

    /** Returns whether events were applied that are not in the store yet. */
    boolean hasNewEvents() {
        return aggregate.version() != version;
    }

    /** Returns whether the store has later events. They are applied, unless there are new events. */
    boolean isBehind() {
        return hasNewEvents() ? !events.lastSequenceNumberFor(userId()).equals(Optional.of(version)) : catchUp();
    }

    /** Applies the later events of the store, and returns whether there are any. */
    boolean catchUp() {
        DomainEventStream later = events.readEvents(userId(), version + 1);
        boolean behind = later.hasNext();
        if (behind) {
            aggregate.initializeState(later);
            version = aggregate.version();
        }
        return behind;
    }

    String userId() {
        return aggregate.identifierAsString();
    }
}
