package dev.rollcall.command.handling;

import dev.rollcall.command.UserSessions;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.ConcurrencyException;

/** A user's sessions as this node knows them. Another node may have written events since. */
class KnownState {

    private final EventSourcedAggregate<UserSessions> aggregate;
    private final EventStore events;

    /** Of the last event that is in the store. */
    private long version;

    private boolean isOutdated;

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

    /**
     * Applies the later events of the store, and returns whether there are any.
     *
     * @throws ConcurrencyException if the next event is in an archive. Then all that is left has to be read again
     */
    boolean catchUp() {
        DomainEventStream later = events.readEvents(userId(), version + 1);
        boolean behind = later.hasNext();
        if (behind) {
            isOutdated = later.peek().getSequenceNumber() != version + 1;
            if (isOutdated) {
                throw new ConcurrencyException("Later events of " + userId() + " were archived");
            }
            aggregate.initializeState(later);
            version = aggregate.version();
        }
        return behind;
    }

    /** Returns whether later events cannot be applied to it any more. */
    boolean isOutdated() {
        return isOutdated;
    }

    String userId() {
        return aggregate.identifierAsString();
    }
}
