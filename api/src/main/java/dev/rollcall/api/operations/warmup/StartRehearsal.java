package dev.rollcall.api.operations.warmup;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.privacy.DeviceSeals;
import dev.rollcall.api.sessions.Devices;
import dev.rollcall.api.sessions.start.SessionStarts;
import dev.rollcall.api.sessions.start.StartConditions;
import dev.rollcall.api.tokens.Authenticated;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.tokens.jwt.AccessTokens;
import dev.rollcall.api.tokens.jwt.RefreshTokens;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.command.StartSession;
import dev.rollcall.event.Device;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.StartedDevice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * A start of a session for a user who does not exist, without its writes. The start is based on a login to an account
 * that nobody has. So the transaction refuses it by its conditions, before anything is written.
 */
@Component
class StartRehearsal {

    private static final String BROWSER = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36";

    /** Reserved for documentation (RFC 5737). */
    private static final String ADDRESS = "192.0.2.1";

    private final CommandGateway commands;
    private final SessionStarts starts;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final Devices devices;
    private final DeviceSeals seals;
    private final TimeBasedEpochGenerator ids;
    private final JsonMapper json;
    private final Clock clock;

    StartRehearsal(
            CommandGateway commands,
            SessionStarts starts,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            Devices devices,
            DeviceSeals seals,
            TimeBasedEpochGenerator ids,
            JsonMapper json,
            Clock clock) {
        this.commands = commands;
        this.starts = starts;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.devices = devices;
        this.seals = seals;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
    }

    void rehearse() {
        SessionId sessionId = SessionId.of(ids.generate());
        UserId nobody = new UserId("warm-up-" + sessionId);
        Instant now = clock.instant();
        Device device = devices.of(BROWSER, ADDRESS, null);
        try {
            send(new Account(nobody, "", Role.USER, Account.Status.ACTIVE, now), sessionId, device);
        } catch (Problem refused) {
            // as intended
        }
        respond(new LiveSession(sessionId, nobody, device, now, now, Duration.ofHours(1), now.plusSeconds(1), true));
    }

    private void send(Account account, SessionId sessionId, Device device) {
        UserId nobody = account.userId();
        commands.sendAndWait(new GenericCommandMessage<>(
                        new StartSession(
                                nobody,
                                sessionId,
                                seals.rehearse(nobody, sessionId, device),
                                Initiator.user(nobody),
                                null,
                                null),
                        StartConditions.metaData(
                                new StartConditions.Start(nobody, new StartConditions.Basis.Login(account))))
                .andMetaData(new StartedDevice(sessionId, device).metaData()));
    }

    private void respond(LiveSession session) {
        Authenticated authentication =
                new Authenticated(session.userId().value(), Role.USER, null, session.startedAt());
        byte[] response = json.writeValueAsBytes(
                starts.tokens(session, authentication, refreshTokens.first(session.sessionId())));
        accessTokens.verify(json.readTree(response).required("access_token").stringValue());
    }
}
