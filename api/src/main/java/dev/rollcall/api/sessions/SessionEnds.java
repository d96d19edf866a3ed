package dev.rollcall.api.sessions;

import dev.rollcall.api.accounts.clients.TrustedClient;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.command.EndedByCommand;
import dev.rollcall.command.LogoutAll;
import dev.rollcall.command.TerminateSession;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ends sessions and records the reason, which depends on who asked. */
@Component
public class SessionEnds {

    private static final String CURRENT = "current";

    private final CommandGateway commands;

    SessionEnds(CommandGateway commands) {
        this.commands = commands;
    }

    /** Ends the caller's current session. The result lists no session if it had already ended. */
    public EndedByCommand current(Caller caller) {
        return terminate(
                caller.userId(), caller.sessionId(), EndReason.LOGGED_OUT, caller.initiatorFor(caller.userId()));
    }

    /**
     * Ends one session of a user.
     *
     * @throws Problem {@code SESSION_NOT_FOUND} if the session is not live or is another user's, without saying which
     */
    public EndedByCommand one(UserId user, String sessionId, Caller caller) {
        EndedByCommand ended = SessionId.parse(sessionId)
                .map(session ->
                        terminate(user, session, reasonForOne(user, session, caller), caller.initiatorFor(user)))
                .orElse(EndedByCommand.NONE);
        if (ended.sessionIds().isEmpty()) {
            throw notFound();
        }
        return ended;
    }

    /**
     * Ends a session that its user chose while logging in on another device. The result lists no session if it had
     * already ended.
     */
    public EndedByCommand chosen(UserId user, SessionId session) {
        return terminate(user, session, EndReason.TERMINATED_BY_USER, Initiator.user(user));
    }

    static Problem notFound() {
        return new Problem(ProblemCode.SESSION_NOT_FOUND, "It never existed, has ended, or belongs to another user.");
    }

    /**
     * Ends every session of a user whose account an administrator disables.
     *
     * @param disabling disables the account in the same transaction
     */
    public EndedByCommand disabled(UserId user, Caller administrator, Runnable disabling) {
        return send(AccountUpdates.with(
                disabling, new LogoutAll(user, null, EndReason.TERMINATED_BY_ADMIN, administrator.initiatorFor(user))));
    }

    /**
     * Ends every session of a user whom an administrator removes.
     *
     * @param removal removes the account, if there is one, in the same transaction
     */
    public void removed(UserId user, Caller administrator, Runnable removal) {
        send(AccountUpdates.with(
                removal, new LogoutAll(user, null, EndReason.USER_REMOVED, administrator.initiatorFor(user))));
    }

    /**
     * Ends every other session of a user who changes their password.
     *
     * @param change replaces the password in the same transaction
     */
    public EndedByCommand passwordChanged(Caller caller, Runnable change) {
        UserId user = caller.userId();
        return send(AccountUpdates.with(
                change,
                new LogoutAll(user, caller.sessionId(), EndReason.LOGGED_OUT_OTHERS, caller.initiatorFor(user))));
    }

    /**
     * Ends every session of a user whose password is reset.
     *
     * @param byOperator whether an operator resets it; otherwise the user does, with a code
     * @param reset sets the password in the same transaction
     */
    public EndedByCommand passwordReset(UserId user, boolean byOperator, Runnable reset) {
        LogoutAll command = byOperator
                ? new LogoutAll(user, null, EndReason.TERMINATED_BY_ADMIN, Initiator.SYSTEM)
                : new LogoutAll(user, null, EndReason.LOGGED_OUT_EVERYWHERE, Initiator.user(user));
        return send(AccountUpdates.with(reset, command));
    }

    /** Ends a session whose refresh token was used twice. */
    public void stolen(UserId user, SessionId session) {
        terminate(user, session, EndReason.TOKEN_REUSE_DETECTED, Initiator.POLICY);
    }

    /** Ends a session because a trusted client revoked one of its tokens. Does nothing if it has already ended. */
    public void revoked(UserId user, SessionId session, TrustedClient client) {
        terminate(user, session, EndReason.LOGGED_OUT, Initiator.client(client.clientId()));
    }

    /** Ends a session because the user logged out at the identity provider. Does nothing if it has already ended. */
    public void oneByProvider(UserId user, SessionId session, String issuer) {
        terminate(user, session, EndReason.ENDED_BY_PROVIDER, Initiator.client(issuer));
    }

    /** Ends every session of a user who logged out at the identity provider everywhere. */
    public void allByProvider(UserId user, String issuer) {
        send(new LogoutAll(user, null, EndReason.ENDED_BY_PROVIDER, Initiator.client(issuer)));
    }

    /**
     * Ends every session of the user.
     *
     * @param except {@code current} to keep the caller's session, or null
     */
    public EndedByCommand all(UserId user, Caller caller, @Nullable String except) {
        boolean keepCurrent = keepsCurrent(except);
        if (keepCurrent && !caller.is(user)) {
            throw Problem.invalid("except", "must be absent for another user's sessions");
        }
        EndReason reason = keepCurrent ? EndReason.LOGGED_OUT_OTHERS : EndReason.LOGGED_OUT_EVERYWHERE;
        return send(new LogoutAll(
                user,
                keepCurrent ? caller.sessionId() : null,
                caller.is(user) ? reason : EndReason.TERMINATED_BY_ADMIN,
                caller.initiatorFor(user)));
    }

    /** Ends every other session of the caller. */
    public EndedByCommand others(Caller caller) {
        return all(caller.userId(), caller, CURRENT);
    }

    private static boolean keepsCurrent(@Nullable String except) {
        if (except != null && !except.equals(CURRENT)) {
            throw Problem.invalid("except", "must be '" + CURRENT + "' if given");
        }
        return except != null;
    }

    private static EndReason reasonForOne(UserId user, SessionId session, Caller caller) {
        if (!caller.is(user)) {
            return EndReason.TERMINATED_BY_ADMIN;
        }
        return caller.sessionId().equals(session) ? EndReason.LOGGED_OUT : EndReason.TERMINATED_BY_USER;
    }

    private EndedByCommand terminate(UserId user, SessionId session, EndReason reason, Initiator initiator) {
        return send(new TerminateSession(user, session, reason, initiator));
    }

    /** A user who never had a session has no aggregate, and no session to end. */
    private EndedByCommand send(Object command) {
        try {
            return commands.sendAndWait(command);
        } catch (AggregateNotFoundException noAggregate) {
            return EndedByCommand.NONE;
        }
    }
}
