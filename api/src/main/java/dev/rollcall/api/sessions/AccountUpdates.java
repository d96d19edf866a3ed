package dev.rollcall.api.sessions;

import dev.rollcall.command.EndedByCommand;
import dev.rollcall.command.LogoutAll;
import dev.rollcall.command.handling.LoadedVersion;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.commits.CommandWrites;
import dev.rollcall.eventstore.commits.PipelinedStatements;
import dev.rollcall.eventstore.commits.TransactionStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
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
 * Changes an account and ends the sessions that are based on its old state, in one transaction: both happen, or
 * neither. If the change is refused, no session ends. If the transaction loses a race, the retried command makes the
 * change again.
 */
@Component
class AccountUpdates implements MessageHandlerInterceptor<CommandMessage<?>>, TransactionStep<AccountUpdates.Update> {

    private static final String UPDATE = "accountUpdate";

    private final EventStorageEngine events;

    /** @param decidedOn the last event that the command took into account */
    record Update(UserId userId, Runnable change, Optional<Long> decidedOn) {}

    AccountUpdates(EventStorageEngine events) {
        this.events = events;
    }

    /** @param update changes the account, which locks it against session starts; its exceptions reach the caller */
    static CommandMessage<LogoutAll> with(Runnable update, LogoutAll command) {
        return new GenericCommandMessage<>(
                command, Map.of(UPDATE, DelegatingSecurityContextRunnable.create(update, null)));
    }

    /**
     * Runs the update just before the events are written, where a session start takes its lock too. In a different
     * order, the two could deadlock.
     */
    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> message = work.getMessage();
        if (!(message.getPayload() instanceof LogoutAll command
                && message.getMetaData().get(UPDATE) instanceof Runnable update)) {
            return chain.proceed();
        }
        CommandWrites writes = CommandWrites.current();
        writes.requireOwnTransaction();
        work.onPrepareCommit(
                committing -> writes.add(this, new Update(command.userId(), update, LoadedVersion.in(committing))));
        return endAll(chain);
    }

    @Override
    public Stage stage() {
        return Stage.CONDITIONS;
    }

    @Override
    public void write(
            List<Update> updates, PipelinedStatements statements, BiConsumer<Update, RuntimeException> refuse) {
        for (Update update : updates) {
            update.change().run();
            requireNoNewerEvents(update.decidedOn(), update.userId());
        }
    }

    /** A user who never had a session has no aggregate, but the account still changes. */
    private static @Nullable Object endAll(InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (AggregateNotFoundException noAggregate) {
            return EndedByCommand.NONE;
        }
    }

    /**
     * Fails, under the lock, if there are newer events than those that the command was decided on: a session that was
     * started in the meantime under the old state of the account has to end too.
     */
    private void requireNoNewerEvents(Optional<Long> loadedVersion, UserId user) {
        if (!events.lastSequenceNumberFor(user.value()).equals(loadedVersion)) {
            throw new ConcurrencyException("Events of " + user + " were written in the meantime");
        }
    }
}
