package dev.rollcall.api.observability;

import dev.rollcall.api.accounts.AccountChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Logs what was changed of accounts, once it is certain. */
@Component
class AccountLog {

    private static final Logger log = LoggerFactory.getLogger(AccountLog.class);

    @TransactionalEventListener
    void on(AccountChange change) {
        LoggingEventBuilder line = log.atInfo().addKeyValue("userId", change.userId());
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        (caller == null ? line : line.addKeyValue("actorId", caller.getName()))
                .log(change.what().sentence());
    }
}
