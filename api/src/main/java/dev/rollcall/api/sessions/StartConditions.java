package dev.rollcall.api.sessions;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.access.SessionlessHolder;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.checks.SsoSessions;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.command.StartSession;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSessions;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What let somebody start a session has to hold still in the transaction in which it starts: meanwhile the account may
 * have been disabled, removed or given another password, or the session or log-in that they come from may have ended.
 */
@Component
class StartConditions implements MessageHandlerInterceptor<CommandMessage<?>> {

    private static final String ACCOUNT = "account";
    private static final String NEWCOMER = "newcomer";
    private static final String STARTED_FROM = "startedFrom";

    private final Accounts accounts;
    private final LiveSessions sessions;
    private final SessionChecks checks;
    private final SsoSessions logins;

    StartConditions(Accounts accounts, LiveSessions sessions, SessionChecks checks, SsoSessions logins) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.checks = checks;
        this.logins = logins;
    }

    /** What to send along with a {@link StartSession} of somebody who signed in to the account. */
    static Map<String, Account> signedInTo(Account account) {
        return Map.of(ACCOUNT, account);
    }

    /** What to send along with a {@link StartSession} of somebody whom another issuer vouches for. */
    static Map<String, SessionlessHolder> vouchedFor(SessionlessHolder newcomer) {
        return Map.of(NEWCOMER, newcomer);
    }

    /** What to send along with a {@link StartSession} that a session asked for. */
    static Map<String, SessionId> startedFrom(SessionId session) {
        return Map.of(STARTED_FROM, session);
    }

    /** Once the command is handled, just before its events are written: a lock on the account is held briefly. */
    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> message = work.getMessage();
        if (message.getPayload() instanceof StartSession start) {
            work.onPrepareCommit(committing -> require(start.userId(), message.getMetaData()));
        }
        return chain.proceed();
    }

    private void require(UserId userId, MetaData conditions) {
        SessionlessHolder newcomer = (SessionlessHolder) conditions.get(NEWCOMER);
        accounts.requireUnchanged(userId, (Account) conditions.get(ACCOUNT), newcomer != null);
        if (newcomer != null) {
            requireLogin(userId, newcomer.token());
        }
        if (conditions.get(STARTED_FROM) instanceof SessionId session
                && sessions.findNotEnded(session).isEmpty()) {
            throw checks.ended(session);
        }
    }

    private void requireLogin(UserId userId, ExternalToken token) {
        String loginId = token.loginId();
        if (loginId != null) {
            logins.requireNotEndedNow(userId, loginId, token.issuedAt());
        }
    }
}
