package dev.rollcall.query.testing;

import dev.rollcall.event.AllSessionsTerminated;
import dev.rollcall.event.Device;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the events of one user. */
public record TestUser(UserId id) {

    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    public static final Duration IDLE_TIMEOUT = Duration.ofHours(12);

    public static final Duration ABSOLUTE_TIMEOUT = Duration.ofDays(30);

    public static TestUser named(String id) {
        return new TestUser(new UserId(id));
    }

    public static SessionId newSession() {
        return SessionId.of(UUID.randomUUID());
    }

    /** Returns a device that shows its owner. */
    public Device device() {
        return new Device("Towel of " + id, "Browser of " + id, "192.0.2.7");
    }

    public SessionStarted start() {
        return start(newSession());
    }

    public SessionStarted start(SessionId session) {
        return start(session, device(), true, "sid:" + id);
    }

    public SessionStarted start(SessionId session, Device device, boolean bootstrap, @Nullable String loginId) {
        return new SessionStarted(
                id,
                session,
                ReadableDevices.seal(device),
                NOON,
                IDLE_TIMEOUT,
                NOON.plus(ABSOLUTE_TIMEOUT),
                bootstrap,
                Initiator.user(id),
                loginId);
    }

    public SessionTerminated logOut(SessionId session) {
        return new SessionTerminated(
                id, session, EndReason.LOGGED_OUT, Initiator.user(id), NOON.plus(Duration.ofHours(1)));
    }

    public SessionEvicted evict(SessionId session, @Nullable SessionId replacedBy) {
        return new SessionEvicted(id, session, replacedBy, Initiator.POLICY, NOON.plus(Duration.ofHours(2)));
    }

    public SessionExpired expire(SessionId session, ExpiryCause cause) {
        return new SessionExpired(id, session, cause, NOON.plus(IDLE_TIMEOUT));
    }

    /** @param kept null if all sessions ended */
    public AllSessionsTerminated logOutAll(List<SessionId> sessions, @Nullable SessionId kept) {
        EndReason reason = kept == null ? EndReason.LOGGED_OUT_EVERYWHERE : EndReason.LOGGED_OUT_OTHERS;
        return new AllSessionsTerminated(
                id, sessions, kept, reason, Initiator.user(id), NOON.plus(Duration.ofHours(3)));
    }

    public AllSessionsTerminated remove(List<SessionId> sessions) {
        return new AllSessionsTerminated(
                id,
                sessions,
                null,
                EndReason.USER_REMOVED,
                Initiator.admin(new UserId("admin")),
                NOON.plus(Duration.ofHours(4)));
    }

    public SecuritySettingsChanged change(SecuritySettingsOverride settings, Initiator by) {
        return new SecuritySettingsChanged(id, settings, by, NOON);
    }
}
