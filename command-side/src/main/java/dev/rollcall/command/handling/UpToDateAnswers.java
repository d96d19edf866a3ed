package dev.rollcall.command.handling;

import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Answers a command that was decided from memory, and writes nothing, only if no other node wrote events in the
 * meantime; otherwise the command is retried. A command that writes events loses a race in this case anyway.
 */
class UpToDateAnswers implements MessageHandlerInterceptor<CommandMessage<?>> {

    private static final String KEY = UpToDateAnswers.class.getName();

    /** The current command is being decided on what this node knows. */
    static void require(KnownState known) {
        CurrentUnitOfWork.get().resources().put(KEY, known);
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        Object answer;
        try {
            answer = chain.proceed();
        } catch (Exception refusal) {
            known(work).ifPresent(UpToDateAnswers::check);
            throw refusal;
        }
        known(work).filter(known -> !known.hasNewEvents()).ifPresent(UpToDateAnswers::check);
        return answer;
    }

    private static void check(KnownState known) {
        if (known.isBehind()) {
            throw new ConcurrencyException("Events of " + known.userId() + " were written in the meantime");
        }
    }

    private static Optional<KnownState> known(UnitOfWork<?> work) {
        return Optional.ofNullable(work.getResource(KEY));
    }
}
