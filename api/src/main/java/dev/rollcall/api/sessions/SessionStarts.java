package dev.rollcall.api.sessions;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.accounts.Role;
import dev.rollcall.api.observability.Attempts;
import dev.rollcall.api.observability.Attempts.StartedBy;
import dev.rollcall.api.personaldata.DeviceSeals;
import dev.rollcall.api.security.AccessTokens;
import dev.rollcall.api.security.Caller;
import dev.rollcall.api.security.IssuedToken;
import dev.rollcall.api.security.RefreshTokens;
import dev.rollcall.api.security.TokenHolder;
import dev.rollcall.api.security.TrustedClient;
import dev.rollcall.command.StartSession;
import dev.rollcall.command.StartedSession;
import dev.rollcall.event.Device;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import java.time.Instant;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts a session for somebody who proved who they are, and issues its tokens. */
@Component
public class SessionStarts {

    private final CommandGateway commands;
    private final TimeBasedEpochGenerator ids;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final DeviceSeals devices;
    private final Accounts accounts;
    private final Attempts attempts;

    SessionStarts(
            CommandGateway commands,
            TimeBasedEpochGenerator ids,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            DeviceSeals devices,
            Accounts accounts,
            Attempts attempts) {
        this.commands = commands;
        this.ids = ids;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.devices = devices;
        this.accounts = accounts;
        this.attempts = attempts;
    }

    /**
     * Somebody who proved who they are.
     *
     * @param how what with
     * @param loginId the log-in at an external issuer that they come from, as claim and value; null if there is none
     * @param authenticatedAt when, if it was not now, for a password; null if they proved nothing anew
     * @param conditions what has to hold still when the session starts
     */
    public record Starter(
            StartedBy how,
            UserId userId,
            String userName,
            Role role,
            Initiator initiator,
            @Nullable String loginId,
            @Nullable Instant authenticatedAt,
            Map<String, ?> conditions) {

        public static Starter of(Account account) {
            UserId userId = account.userId();
            Initiator self = Initiator.user(userId);
            return new Starter(
                    StartedBy.LOGIN,
                    userId,
                    userId.value(),
                    account.role(),
                    self,
                    null,
                    null,
                    StartConditions.signedInTo(account));
        }

        static Starter of(TokenHolder holder) {
            Initiator self = Initiator.user(holder.userId());
            Map<String, ?> conditions = holder instanceof Caller caller
                    ? StartConditions.startedFrom(caller.sessionId())
                    : StartConditions.WITHOUT_ACCOUNT;
            StartedBy how = holder instanceof Caller ? StartedBy.SESSION : StartedBy.BOOTSTRAP;
            return new Starter(
                    how,
                    holder.userId(),
                    holder.userName(),
                    holder.role(),
                    self,
                    holder.loginId(),
                    holder.authenticatedAt(),
                    conditions);
        }
    }

    /**
     * @throws dev.rollcall.command.SessionRefusal if the user's rules refuse another session; nothing is changed then
     */
    public TokenResponse start(Starter starter, Device device) {
        return start(starter, device, null);
    }

    /** As {@link #start(Starter, Device)}; a session that it may take the place of ends with the start, or not at all. */
    public TokenResponse start(Starter starter, Device device, StartSession.@Nullable InPlaceOf old) {
        return attempts.start(starter.how(), starter.userId(), () -> send(starter, device, old));
    }

    /** As {@link #start(Starter, Device)}. A user without an account here is one of the trusted client's own. */
    TokenResponse startFor(UserId user, TrustedClient client, Device device) {
        Initiator initiator = Initiator.client(client.clientId());
        return attempts.start(
                StartedBy.TRUSTED_CLIENT,
                user,
                () -> send(
                        new Starter(
                                StartedBy.TRUSTED_CLIENT,
                                user,
                                user.value(),
                                accounts.roleOf(user),
                                initiator,
                                null,
                                null,
                                Map.of()),
                        device,
                        null));
    }

    private TokenResponse send(Starter starter, Device device, StartSession.@Nullable InPlaceOf old) {
        SessionId sessionId = SessionId.of(ids.generate());
        StartSession command = new StartSession(
                starter.userId(),
                sessionId,
                devices.seal(starter.userId(), sessionId, device),
                starter.initiator(),
                starter.loginId(),
                old);
        StartedSession started = commands.sendAndWait(new GenericCommandMessage<>(command, starter.conditions()));
        LiveSession session = new LiveSession(
                sessionId,
                starter.userId(),
                device,
                started.startedAt(),
                started.startedAt(),
                started.idleTimeout(),
                started.expiresAt(),
                started.bootstrap());
        IssuedToken accessToken = accessTokens.issue(
                starter.userId(), sessionId, starter.userName(), starter.role(), authenticatedAt(starter, started));
        return response(accessToken, refreshTokens.first(sessionId), session);
    }

    /** A trusted client starts sessions after it authenticated the user; one session that starts another proves nothing. */
    private static @Nullable Instant authenticatedAt(Starter starter, StartedSession started) {
        return switch (starter.how()) {
            case LOGIN, TRUSTED_CLIENT -> started.startedAt();
            case BOOTSTRAP -> starter.authenticatedAt();
            case SESSION -> null;
        };
    }

    /** New tokens for a session that is live; a refresh is no authentication. */
    public TokenResponse tokens(LiveSession session, String userName, Role role, String refreshToken) {
        return response(
                accessTokens.issue(session.userId(), session.sessionId(), userName, role, null), refreshToken, session);
    }

    private static TokenResponse response(IssuedToken accessToken, String refreshToken, LiveSession session) {
        return new TokenResponse(
                accessToken.value(),
                "Bearer",
                accessToken.lifetime().toSeconds(),
                refreshToken,
                SessionView.of(session, session.sessionId()));
    }
}
