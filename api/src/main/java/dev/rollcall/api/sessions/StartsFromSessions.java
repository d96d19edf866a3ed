package dev.rollcall.api.sessions;

import dev.rollcall.api.checks.SessionChecks;
import dev.rollcall.command.StartSession;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.LiveSessions;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * A session that starts another has to be live when that one starts, in the same transaction: else somebody who was
 * signed out everywhere could come back in with the call that was under way.
 */
@Component
class StartsFromSessions implements MessageHandlerInterceptor<CommandMessage<?>> {

    private static final String STARTED_FROM = "startedFrom";

    private final LiveSessions sessions;
    private final SessionChecks checks;

    StartsFromSessions(LiveSessions sessions, SessionChecks checks) {
        this.sessions = sessions;
        this.checks = checks;
    }

    /** What to send along with a {@link StartSession} that a session asked for. */
    static Map<String, SessionId> startedFrom(SessionId session) {
        return Map.of(STARTED_FROM, session);
    }

    @Autowired
    void register(CommandBus commands) {
        commands.registerHandlerInterceptor(this);
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> message = work.getMessage();
        if (message.getPayload() instanceof StartSession
                && message.getMetaData().get(STARTED_FROM) instanceof SessionId session) {
            work.onPrepareCommit(committing -> requireNotEnded(session));
        }
        return chain.proceed();
    }

    private void requireNotEnded(SessionId session) {
        if (sessions.findNotEnded(session).isEmpty()) {
            throw checks.ended(session);
        }
    }
}
