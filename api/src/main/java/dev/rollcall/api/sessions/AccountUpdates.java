package dev.rollcall.api.sessions;

import dev.rollcall.command.EndedByCommand;
import dev.rollcall.command.LogoutAll;
import dev.rollcall.command.handling.LoadedVersion;
import dev.rollcall.event.UserId;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Component;

/**
 * Changes an account in the transaction that ends the sessions which rest on its old state: both happen, or neither. A
 * change that is refused ends nothing; one that loses a race is made again with the next try of the command.
 */
@Component
class AccountUpdates implements MessageHandlerInterceptor<CommandMessage<?>> {

    private static final String UPDATE = "accountUpdate";

    private final EventStorageEngine events;

    AccountUpdates(EventStorageEngine events) {
        this.events = events;
    }

    /** @param update changes the account and thereby locks it against starts; throws what the caller is to be told */
    static CommandMessage<LogoutAll> with(Runnable update, LogoutAll command) {
        return new GenericCommandMessage<>(
                command, Map.of(UPDATE, DelegatingSecurityContextRunnable.create(update, null)));
    }

    /** Before the events are written, as a start takes its lock: in another order the two could wait for each other. */
    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> message = work.getMessage();
        if (!(message.getPayload() instanceof LogoutAll command
                && message.getMetaData().get(UPDATE) instanceof Runnable update)) {
            return chain.proceed();
        }
        work.onPrepareCommit(committing -> {
            update.run();
            requireLast(LoadedVersion.in(committing), command.userId());
        });
        return endAll(chain);
    }

    /** A user who never had a session has none to end, but an account to change. */
    private static @Nullable Object endAll(InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (AggregateNotFoundException neverHadAny) {
            return EndedByCommand.NONE;
        }
    }

    /** Under the lock: a session that was started since by the old state of the account has to end too. */
    private void requireLast(Optional<Long> decidedOn, UserId user) {
        if (!events.lastSequenceNumberFor(user.value()).equals(decidedOn)) {
            throw new ConcurrencyException("Events of " + user + " were written meanwhile");
        }
    }
}
