package dev.rollcall.api.sessions.start;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.access.SessionlessHolder;
import dev.rollcall.api.sessions.checks.EndedLogins;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.checks.SsoSessions;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.command.StartSession;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.commits.CommandWrites;
import dev.rollcall.eventstore.commits.PipelinedStatements;
import dev.rollcall.eventstore.commits.TransactionStep;
import dev.rollcall.query.livesessions.LiveSessionRows;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks, in the transaction that starts a session, that what permitted the start is still true: the account may have
 * been disabled, removed or given a new password, and the session or login that the start is based on may have ended.
 */
@Component
public class StartConditions
        implements MessageHandlerInterceptor<CommandMessage<?>>, TransactionStep<StartConditions.Start> {

    private static final String START = "start";

    /** What a start is based on. */
    public sealed interface Basis {

        /** A trusted client's word. */
        record Client() implements Basis {}

        /** A login to the account. */
        record Login(Account account) implements Basis {}

        /** A token of an external issuer, without a session. */
        record Token(SessionlessHolder holder) implements Basis {}

        /**
         * Another session of the user.
         *
         * @param token the token of an external issuer that was presented; null if it was one of this service
         */
        record Session(SessionId sessionId, @Nullable ExternalToken token) implements Basis {}
    }

    /** The start of a session. */
    public static final class Start {

        private final UserId userId;
        private final Basis basis;

        /** Null if there is none. Written by the thread that commits, before it tells the one that waits. */
        private @Nullable Account account;

        public Start(UserId userId, Basis basis) {
            this.userId = userId;
            this.basis = basis;
        }

        /** Returns the role that the user's account had when the session started; {@code USER} without an account. */
        Role role() {
            return account == null ? Role.USER : account.role();
        }
    }

    private final SessionChecks checks;
    private final SsoSessions logins;
    private final EndedLogins endedLogins;

    StartConditions(SessionChecks checks, SsoSessions logins, EndedLogins endedLogins) {
        this.checks = checks;
        this.logins = logins;
        this.endedLogins = endedLogins;
    }

    /** Returns the metadata of a {@link StartSession}. */
    public static Map<String, Start> metaData(Start start) {
        return Map.of(START, start);
    }

    /**
     * Checks when the command is committed, just before its events are written, so that the account is locked only
     * briefly.
     */
    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> message = work.getMessage();
        if (message.getPayload() instanceof StartSession) {
            Start start = (Start) Objects.requireNonNull(message.getMetaData().get(START));
            CommandWrites.current().add(this, start);
        }
        return chain.proceed();
    }

    @Override
    public Stage stage() {
        return Stage.CONDITIONS;
    }

    @Override
    public void write(List<Start> starts, PipelinedStatements statements, BiConsumer<Start, RuntimeException> refuse) {
        Set<SessionId> listed = new HashSet<>();
        Accounts.lockForStart(
                starts.stream().map(start -> start.userId).toList(),
                statements,
                accounts -> starts.forEach(start -> start.account = accounts.get(start.userId)));
        List<SessionId> based = sessionsOf(starts);
        if (!based.isEmpty()) {
            LiveSessionRows.listed(based, statements, listed::addAll);
        }
        statements.afterwards(() -> starts.forEach(start -> check(start, listed, refuse)));
    }

    private static List<SessionId> sessionsOf(List<Start> starts) {
        return starts.stream()
                .map(start -> start.basis)
                .filter(Basis.Session.class::isInstance)
                .map(basis -> ((Basis.Session) basis).sessionId())
                .toList();
    }

    private void check(Start start, Set<SessionId> listed, BiConsumer<Start, RuntimeException> refuse) {
        try {
            require(start, listed);
        } catch (Problem refusal) {
            refuse.accept(start, refusal);
        }
    }

    /** @param listed the sessions that starts are based on, as far as they have not ended */
    private void require(Start start, Set<SessionId> listed) {
        Basis basis = start.basis;
        Accounts.requireUnchanged(
                start.account,
                basis instanceof Basis.Login login ? login.account() : null,
                basis instanceof Basis.Token);
        if (basis instanceof Basis.Token token) {
            requireLogin(start.userId, token.holder().token());
        }
        if (basis instanceof Basis.Session session) {
            if (!listed.contains(session.sessionId())) {
                throw checks.ended(session.sessionId());
            }
            if (session.token() != null) {
                endedLogins.requireNotEnded(session.token());
            }
        }
    }

    private void requireLogin(UserId userId, ExternalToken token) {
        endedLogins.requireNotEnded(token);
        String loginId = token.loginId();
        if (loginId != null) {
            logins.requireNotEndedNow(userId, loginId, token.issuedAt());
        }
    }
}
