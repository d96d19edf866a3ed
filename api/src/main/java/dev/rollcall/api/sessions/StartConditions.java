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
 * Checks, in the transaction that starts a session, that what permitted the start is still true. In the meantime the
 * account may have been disabled, removed or given a new password, or the session or login that the start is based on
 * may have ended.
 */
@Component
class StartConditions implements MessageHandlerInterceptor<CommandMessage<?>> {

    private static final String ACCOUNT = "account";
    private static final String SESSIONLESS_HOLDER = "sessionlessHolder";
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

    /** Returns the metadata of a {@link StartSession} for a user who logged in to the account. */
    static Map<String, Account> signedInTo(Account account) {
        return Map.of(ACCOUNT, account);
    }

    /** Returns the metadata of a {@link StartSession} for the holder of an external issuer's token. */
    static Map<String, SessionlessHolder> vouchedFor(SessionlessHolder holder) {
        return Map.of(SESSIONLESS_HOLDER, holder);
    }

    /** Returns the metadata of a {@link StartSession} that is based on an existing session. */
    static Map<String, SessionId> startedFrom(SessionId session) {
        return Map.of(STARTED_FROM, session);
    }

    /**
     * Checks after the command is handled, just before its events are written, so that the account is locked only
     * briefly.
     */
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
        SessionlessHolder holder = (SessionlessHolder) conditions.get(SESSIONLESS_HOLDER);
        accounts.requireUnchanged(userId, (Account) conditions.get(ACCOUNT), holder != null);
        if (holder != null) {
            requireLogin(userId, holder.token());
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
