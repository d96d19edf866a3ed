package dev.rollcall.api.audit;

import dev.rollcall.api.personaldata.DeviceSeals;
import dev.rollcall.event.AllSessionsTerminated;
import dev.rollcall.event.Device;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.event.UserId;
import dev.rollcall.testing.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;

/** Events that are put into the store with times of the past, as if they had happened to a user then. */
final class PastEvents {

    static final Duration IDLE = Duration.ofHours(1);
    static final Duration ABSOLUTE = Duration.ofHours(4);

    private static final AtomicInteger SESSIONS = new AtomicInteger();

    private final EventStore events;
    private final UserId user;
    private final DeviceSeals seals;
    private long sequence;

    PastEvents(Node node, String user) {
        this.events = node.bean(EventStore.class);
        this.user = new UserId(user);
        this.seals = node.bean(DeviceSeals.class);
    }

    SessionId started(Instant at) {
        SessionId session = SessionId.of(
                new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | SESSIONS.incrementAndGet()));
        Device device = new Device("Device " + session, "Agent", "192.0.2.1");
        publish(new SessionStarted(
                user,
                session,
                seals.seal(user, session, device),
                at,
                IDLE,
                at.plus(ABSOLUTE),
                false,
                Initiator.user(user),
                null));
        return session;
    }

    void ended(SessionId session, Instant at) {
        publish(new SessionTerminated(user, session, EndReason.LOGGED_OUT, Initiator.user(user), at));
    }

    void evicted(SessionId session, @Nullable SessionId replacedBy, Instant at) {
        publish(new SessionEvicted(user, session, replacedBy, Initiator.POLICY, at));
    }

    void expired(SessionId session, ExpiryCause cause, Instant dueAt) {
        publish(new SessionExpired(user, session, cause, dueAt));
    }

    void allEnded(List<SessionId> sessions, @Nullable SessionId kept, Instant at) {
        publish(new AllSessionsTerminated(
                user, sessions, kept, EndReason.LOGGED_OUT_EVERYWHERE, Initiator.user(user), at));
    }

    private void publish(SessionEvent event) {
        GenericMessage<SessionEvent> message = new GenericMessage<>(event);
        events.publish(
                new GenericDomainEventMessage<>("UserSessions", user.value(), sequence++, message, event.occurredAt()));
    }
}
