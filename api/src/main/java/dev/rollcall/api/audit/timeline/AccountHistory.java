package dev.rollcall.api.audit.timeline;

import dev.rollcall.event.AccountCreated;
import dev.rollcall.event.AccountEvent;
import dev.rollcall.event.EmailChanged;
import dev.rollcall.event.PasswordChanged;
import dev.rollcall.event.PasswordResetLinkMade;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.streams.EventStreams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what happened to accounts. Events of accounts are never archived, so their numbers have no gaps. */
@Component
public class AccountHistory {

    private final EventStore events;

    AccountHistory(EventStore events) {
        this.events = events;
    }

    /** @param sequence the number of the event among those about the account, from 0 */
    public record Entry(long sequence, Instant recordedAt, AccountEvent event) {

        private static Entry of(DomainEventMessage<?> message) {
            return new Entry(message.getSequenceNumber(), message.getTimestamp(), (AccountEvent) message.getPayload());
        }

        /** Returns the name of the event, and how it was done if there are several ways. */
        public String kind() {
            return event.getClass().getSimpleName() + way();
        }

        private String way() {
            if (event instanceof AccountCreated created) {
                return "." + created.way();
            }
            if (event instanceof PasswordResetLinkMade made) {
                return made.way() == null ? "" : "." + made.way();
            }
            if (event instanceof EmailChanged changed) {
                return changed.removed() ? ".REMOVED" : "";
            }
            return event instanceof PasswordChanged changed ? "." + changed.way() : "";
        }
    }

    public boolean exists(UserId user) {
        return events.lastSequenceNumberFor(EventStreams.ofAccount(user)).isPresent();
    }

    /**
     * Returns a page, newest first.
     *
     * @param before the sequence of the last entry of the previous page; null for the first page
     */
    public List<Entry> find(UserId user, @Nullable Long before, int limit) {
        String stream = EventStreams.ofAccount(user);
        long end = events.lastSequenceNumberFor(stream).orElse(-1L) + 1;
        long last = before == null ? end : Math.min(before, end);
        long first = Math.max(0, last - limit);
        List<Entry> entries = new ArrayList<>(events.readEvents(stream, first)
                .asStream()
                .limit(last - first)
                .map(Entry::of)
                .toList());
        Collections.reverse(entries);
        return entries;
    }
}
