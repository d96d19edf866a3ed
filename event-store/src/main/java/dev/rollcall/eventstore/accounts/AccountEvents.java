package dev.rollcall.eventstore.accounts;

import dev.rollcall.event.AccountEvent;
import dev.rollcall.eventstore.continuity.SeenEvents;
import dev.rollcall.eventstore.following.EventNotifier;
import dev.rollcall.eventstore.streams.DirectEvents;
import dev.rollcall.eventstore.streams.EventStreams;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Appends what happens to accounts. An event is committed with the change that it tells of, or neither is. The change
 * must hold the lock of the account, so that the events of one account come one after the other.
 */
@Component
public class AccountEvents {

    private final DirectEvents events;
    private final SeenEvents seen;
    private final EventNotifier notifier;

    AccountEvents(JdbcClient jdbc, SeenEvents seen, EventNotifier notifier) {
        this.events = new DirectEvents(jdbc);
        this.seen = seen;
        this.notifier = notifier;
    }

    /** @throws org.springframework.transaction.IllegalTransactionStateException without a transaction under way */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(AccountEvent event) {
        String stream = EventStreams.ofAccount(event.userId());
        DirectEvents.Appended appended = events.append(stream, (Record) event, event.occurredAt());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                seen.committed(stream, appended.sequence(), appended.id());
                notifier.committed();
            }
        });
    }
}
