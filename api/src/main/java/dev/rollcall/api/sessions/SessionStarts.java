package dev.rollcall.api.sessions;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.AccountCheckedStarts;
import dev.rollcall.api.accounts.Role;
import dev.rollcall.api.security.AccessTokens;
import dev.rollcall.api.security.Caller;
import dev.rollcall.api.security.RefreshTokens;
import dev.rollcall.command.StartSession;
import dev.rollcall.command.StartedSession;
import dev.rollcall.event.Device;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Starts a session for somebody who proved who they are, and issues its tokens. */
@Component
public class SessionStarts {

    private final CommandGateway commands;
    private final TimeBasedEpochGenerator ids;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;

    SessionStarts(
            CommandGateway commands,
            TimeBasedEpochGenerator ids,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens) {
        this.commands = commands;
        this.ids = ids;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
    }

    /**
     * @throws dev.rollcall.command.SessionRefusal if the user's rules refuse another session; nothing is changed then
     */
    public TokenResponse start(UserId userId, String userName, Role role, Device device, Initiator initiator) {
        return start(userId, userName, role, device, initiator, Map.of());
    }

    /** For somebody who signed in to the account, unless it was changed since. */
    public TokenResponse start(Account account, Device device) {
        UserId userId = account.userId();
        return start(
                userId,
                userId.value(),
                account.role(),
                device,
                Initiator.user(userId),
                AccountCheckedStarts.signedInTo(account));
    }

    /**
     * For somebody with a live session.
     *
     * @throws dev.rollcall.api.problem.Problem {@code SESSION_ENDED} if that ends meanwhile
     */
    TokenResponse startAnother(Caller caller, Device device) {
        return start(
                caller.userId(),
                caller.userName(),
                caller.role(),
                device,
                Initiator.user(caller.userId()),
                StartsFromSessions.startedFrom(caller.sessionId()));
    }

    private TokenResponse start(
            UserId userId, String userName, Role role, Device device, Initiator initiator, Map<String, ?> metaData) {
        SessionId sessionId = SessionId.of(ids.generate());
        StartSession command = new StartSession(userId, sessionId, device, initiator);
        StartedSession started = commands.sendAndWait(new GenericCommandMessage<>(command, metaData));
        LiveSession session = new LiveSession(
                sessionId,
                userId,
                device,
                started.startedAt(),
                started.startedAt(),
                started.idleTimeout(),
                started.expiresAt(),
                started.bootstrap());
        return tokens(session, userName, role, refreshTokens.first(sessionId));
    }

    /** Tokens for a session that is live. */
    public TokenResponse tokens(LiveSession session, String userName, Role role, String refreshToken) {
        return new TokenResponse(
                accessTokens.issue(session.userId(), session.sessionId(), userName, role),
                "Bearer",
                accessTokens.lifetime().toSeconds(),
                refreshToken,
                SessionView.of(session, session.sessionId()));
    }
}
