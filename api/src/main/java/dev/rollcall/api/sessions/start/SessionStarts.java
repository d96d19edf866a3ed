package dev.rollcall.api.sessions.start;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.clients.TrustedClient;
import dev.rollcall.api.privacy.DeviceSeals;
import dev.rollcall.api.privacy.LoginNames;
import dev.rollcall.api.sessions.OutcomeMetrics;
import dev.rollcall.api.sessions.OutcomeMetrics.StartedBy;
import dev.rollcall.api.sessions.SessionView;
import dev.rollcall.api.sessions.TokenResponse;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.access.SessionlessHolder;
import dev.rollcall.api.sessions.access.TokenHolder;
import dev.rollcall.api.tokens.Authenticated;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.IssuedToken;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.tokens.jwt.RefreshTokens;
import dev.rollcall.api.tokens.jwt.VerifiedTokens;
import dev.rollcall.command.StartSession;
import dev.rollcall.command.StartedSession;
import dev.rollcall.event.Device;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.StartedDevice;
import java.time.Instant;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts a session for an authenticated user, and issues its tokens. */
@Component
public class SessionStarts {

    private final CommandGateway commands;
    private final TimeBasedEpochGenerator ids;
    private final VerifiedTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final DeviceSeals devices;
    private final LoginNames logins;
    private final OutcomeMetrics metrics;

    SessionStarts(
            CommandGateway commands,
            TimeBasedEpochGenerator ids,
            VerifiedTokens accessTokens,
            RefreshTokens refreshTokens,
            DeviceSeals devices,
            LoginNames logins,
            OutcomeMetrics metrics) {
        this.commands = commands;
        this.ids = ids;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.devices = devices;
        this.logins = logins;
        this.metrics = metrics;
    }

    /**
     * An authenticated user for whom a session starts.
     *
     * @param how how the request was authenticated
     * @param role null for the one that the account has when the session starts
     * @param roleUntil when the role expires; null if it does not
     * @param loginId the login at an external issuer that the user comes from, as claim and value; null if there is
     *     none
     * @param authenticatedAt when the user authenticated at the external issuer, for {@code BOOTSTRAP}; otherwise null
     * @param basis what must still be true when the session starts
     */
    public record Starter(
            StartedBy how,
            UserId userId,
            String userName,
            @Nullable Role role,
            @Nullable Instant roleUntil,
            Initiator initiator,
            @Nullable String loginId,
            @Nullable Instant authenticatedAt,
            StartConditions.Basis basis) {

        public static Starter of(Account account) {
            UserId userId = account.userId();
            Initiator self = Initiator.user(userId);
            return new Starter(
                    StartedBy.LOGIN,
                    userId,
                    userId.value(),
                    account.role(),
                    null,
                    self,
                    null,
                    null,
                    new StartConditions.Basis.Login(account));
        }

        /** A role from an identity provider expires with the provider's token. */
        private static Starter of(
                ExternalToken token, StartedBy how, @Nullable Instant authenticatedAt, StartConditions.Basis basis) {
            return new Starter(
                    how,
                    token.userId(),
                    token.userId().value(),
                    token.role(),
                    token.expiresAt(),
                    Initiator.user(token.userId()),
                    token.loginId(),
                    authenticatedAt,
                    basis);
        }
    }

    /**
     * @throws dev.rollcall.command.refusal.SessionRefusal if the user's rules refuse another session; then nothing
     *     changes
     */
    public TokenResponse start(Starter starter, Device device) {
        return start(starter, device, null);
    }

    /**
     * Like {@link #start(Starter, Device)}, and replaces an old session if it is still live: the old one ends and the
     * new one starts, or neither.
     *
     * @param old null to replace none
     */
    public TokenResponse start(Starter starter, Device device, StartSession.@Nullable InPlaceOf old) {
        return metrics.start(starter.how(), starter.userId(), () -> send(starter, device, old));
    }

    /** Like {@link #start(Starter, Device)}, for the holder of a token. */
    TokenResponse startFor(TokenHolder holder, Device device) {
        return start(starter(holder), device);
    }

    private static Starter starter(TokenHolder holder) {
        if (holder instanceof SessionlessHolder sessionless) {
            return Starter.of(
                    sessionless.token(),
                    StartedBy.BOOTSTRAP,
                    sessionless.authenticatedAt(),
                    new StartConditions.Basis.Token(sessionless));
        }
        Caller caller = (Caller) holder;
        ExternalToken token = caller.externalToken();
        StartConditions.Basis basis = new StartConditions.Basis.Session(caller.sessionId(), token);
        return token == null ? starter(caller, basis) : Starter.of(token, StartedBy.SESSION, null, basis);
    }

    /**
     * Takes the role from the account, not from the caller's token: otherwise a provider's role could outlive the
     * provider's token, from one session to the next.
     */
    private static Starter starter(Caller caller, StartConditions.Basis basis) {
        UserId user = caller.userId();
        return new Starter(
                StartedBy.SESSION, user, caller.userName(), null, null, Initiator.user(user), null, null, basis);
    }

    /** Like {@link #start(Starter, Device)}. A user without an account here is one that the trusted client manages. */
    TokenResponse startFor(UserId user, TrustedClient client, Device device) {
        Initiator initiator = Initiator.client(client.clientId());
        return metrics.start(
                StartedBy.TRUSTED_CLIENT,
                user,
                () -> send(
                        new Starter(
                                StartedBy.TRUSTED_CLIENT,
                                user,
                                user.value(),
                                null,
                                null,
                                initiator,
                                null,
                                null,
                                new StartConditions.Basis.Client()),
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
                starter.loginId() == null ? null : logins.of(starter.userId(), starter.loginId()),
                old);
        StartConditions.Start start = new StartConditions.Start(starter.userId(), starter.basis());
        StartedSession started =
                commands.sendAndWait(new GenericCommandMessage<>(command, StartConditions.metaData(start))
                        .andMetaData(new StartedDevice(sessionId, device).metaData()));
        LiveSession session = new LiveSession(
                sessionId,
                starter.userId(),
                device,
                started.startedAt(),
                started.startedAt(),
                started.idleTimeout(),
                started.expiresAt(),
                started.bootstrap());
        Authenticated authentication = new Authenticated(
                starter.userName(),
                starter.role() == null ? start.role() : starter.role(),
                starter.roleUntil(),
                authenticatedAt(starter, started));
        return tokens(session, authentication, refreshTokens.first(sessionId));
    }

    /**
     * A trusted client has authenticated the user before it starts a session. A start from an existing session does not
     * authenticate the user again.
     */
    private static @Nullable Instant authenticatedAt(Starter starter, StartedSession started) {
        return switch (starter.how()) {
            case LOGIN, TRUSTED_CLIENT -> started.startedAt();
            case BOOTSTRAP -> starter.authenticatedAt();
            case SESSION -> null;
        };
    }

    /** Issues tokens for a live session. */
    public TokenResponse tokens(LiveSession session, Authenticated authentication, String refreshToken) {
        IssuedToken accessToken = accessTokens.issue(session.userId(), session.sessionId(), authentication);
        return new TokenResponse(
                accessToken.value(),
                "Bearer",
                accessToken.lifetime().toSeconds(),
                refreshToken,
                SessionView.of(session, session.sessionId()));
    }
}
