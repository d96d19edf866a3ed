package dev.rollcall.api.operations.metrics;

import dev.rollcall.api.accounts.AccountChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Logs changes of accounts once they are committed. */
@Component
class AccountLog {

    private static final Logger log = LoggerFactory.getLogger(AccountLog.class);

    /** Reads the actor at once, because the commit may happen on another thread. */
    @EventListener
    void on(AccountChange change) {
        LoggingEventBuilder line = log.atInfo().addKeyValue("userId", change.userId());
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        LoggingEventBuilder whole = caller == null || caller instanceof AnonymousAuthenticationToken
                ? line
                : line.addKeyValue("actorId", caller.getName());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                whole.log(change.kind().sentence());
            }
        });
    }
}
