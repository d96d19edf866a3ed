package dev.rollcall.api.sessions;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.access.SessionlessHolder;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.checks.SsoSessions;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.command.StartSession;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.commits.CommandWrites;
import dev.rollcall.eventstore.commits.TransactionStep;
import dev.rollcall.query.livesessions.LiveSessionRows;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks, in the transaction that starts a session, that what permitted the start is still true. In the meantime the
 * account may have been disabled, removed or given a new password, or the session or login that the start is based on
 * may have ended.
 */
@Component
public class StartConditions
        implements MessageHandlerInterceptor<CommandMessage<?>>, TransactionStep<StartConditions.Start> {

    private static final String BASIS = "basis";

    /** What a start is based on. */
    public sealed interface Basis {

        /** A trusted client's word. */
        record Client() implements Basis {}

        /** A login to the account. */
        record Login(Account account) implements Basis {}

        /** A token of an external issuer, without a session. */
        record Token(SessionlessHolder holder) implements Basis {}

        /** Another session of the user. */
        record Session(SessionId sessionId) implements Basis {}
    }

    record Start(UserId userId, Basis basis) {}

    private final Accounts accounts;
    private final LiveSessionRows sessions;
    private final SessionChecks checks;
    private final SsoSessions logins;

    StartConditions(Accounts accounts, LiveSessionRows sessions, SessionChecks checks, SsoSessions logins) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.checks = checks;
        this.logins = logins;
    }

    /** Returns the metadata of a {@link StartSession}. */
    public static Map<String, Basis> metaData(Basis basis) {
        return Map.of(BASIS, basis);
    }

    /**
     * Checks when the command is committed, just before its events are written, so that the account is locked only
     * briefly.
     */
    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> message = work.getMessage();
        if (message.getPayload() instanceof StartSession start) {
            Basis basis = (Basis) Objects.requireNonNull(message.getMetaData().get(BASIS));
            CommandWrites.current().add(this, new Start(start.userId(), basis));
        }
        return chain.proceed();
    }

    @Override
    public Stage stage() {
        return Stage.CONDITIONS;
    }

    @Override
    public Map<Start, RuntimeException> write(List<Start> starts) {
        Map<UserId, Account> locked =
                accounts.lockForStart(starts.stream().map(Start::userId).toList());
        Set<SessionId> listed = listed(starts);
        Map<Start, RuntimeException> refused = new IdentityHashMap<>();
        for (Start start : starts) {
            try {
                require(start, locked.get(start.userId()), listed);
            } catch (Problem refusal) {
                refused.put(start, refusal);
            }
        }
        return refused;
    }

    /** Returns the sessions that starts are based on, as far as they have not ended. */
    private Set<SessionId> listed(List<Start> starts) {
        List<SessionId> based = starts.stream()
                .map(Start::basis)
                .filter(Basis.Session.class::isInstance)
                .map(basis -> ((Basis.Session) basis).sessionId())
                .toList();
        return based.isEmpty() ? Set.of() : sessions.listed(based);
    }

    private void require(Start start, @Nullable Account account, Set<SessionId> listed) {
        Basis basis = start.basis();
        Accounts.requireUnchanged(
                account, basis instanceof Basis.Login login ? login.account() : null, basis instanceof Basis.Token);
        if (basis instanceof Basis.Token token) {
            requireLogin(start.userId(), token.holder().token());
        }
        if (basis instanceof Basis.Session session && !listed.contains(session.sessionId())) {
            throw checks.ended(session.sessionId());
        }
    }

    private void requireLogin(UserId userId, ExternalToken token) {
        String loginId = token.loginId();
        if (loginId != null) {
            logins.requireNotEndedNow(userId, loginId, token.issuedAt());
        }
    }
}
