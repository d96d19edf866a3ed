package dev.rollcall.api.audit;

import dev.rollcall.event.AllSessionsTerminated;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SealedDevice;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.commits.GroupCommit;
import dev.rollcall.testing.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Past events of a user, written to the event store. Those of all users are written together; otherwise the service
 * would record expiries of sessions whose end is still to be written.
 */
public final class PastEvents {

    /** Sealed with no existing key, so it reads as erased. */
    private static final SealedDevice DEVICE = new SealedDevice("bm9ib2R5J3M");

    public static final Duration IDLE = Duration.ofHours(1);
    static final Duration ABSOLUTE = Duration.ofHours(4);

    private static final AtomicInteger SESSIONS = new AtomicInteger();

    private final UserId user;
    private final List<GenericDomainEventMessage<SessionEvent>> events = new ArrayList<>();
    private Instant recordedAt = Instant.EPOCH;

    public PastEvents(String user) {
        this.user = new UserId(user);
    }

    public static void happen(Node node, List<PastEvents> users) {
        new TransactionTemplate(node.bean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> users.stream()
                        .flatMap(user -> user.events.stream())
                        .sorted(Comparator.comparing(GenericDomainEventMessage::getTimestamp))
                        .forEach(event -> write(node, event)));
    }

    /** Writes an event as a command does, in the transaction under way. */
    private static void write(Node node, GenericDomainEventMessage<SessionEvent> event) {
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(event);
        work.attachTransaction(node.bean(GroupCommit.class)::collect);
        node.bean(EventStore.class).publish(event);
        work.commit();
    }

    public SessionId started(Instant at) {
        SessionId session = SessionId.of(
                new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | SESSIONS.incrementAndGet()));
        publish(new SessionStarted(
                user, session, DEVICE, at, IDLE, at.plus(ABSOLUTE), false, Initiator.user(user), null));
        return session;
    }

    public void ended(SessionId session, Instant at) {
        publish(new SessionTerminated(user, session, EndReason.LOGGED_OUT, Initiator.user(user), at));
    }

    public void evicted(SessionId session, @Nullable SessionId replacedBy, Instant at) {
        publish(new SessionEvicted(user, session, replacedBy, Initiator.POLICY, at));
    }

    public void expired(SessionId session, ExpiryCause cause, Instant dueAt) {
        publish(new SessionExpired(user, session, cause, dueAt));
    }

    public void allEnded(List<SessionId> sessions, @Nullable SessionId kept, Instant at) {
        publish(new AllSessionsTerminated(
                user, sessions, kept, EndReason.LOGGED_OUT_EVERYWHERE, Initiator.user(user), at));
    }

    private void publish(SessionEvent event) {
        recordedAt = event.occurredAt().isAfter(recordedAt) ? event.occurredAt() : recordedAt;
        events.add(new GenericDomainEventMessage<>(
                "UserSessions", user.value(), events.size(), new GenericMessage<>(event), recordedAt));
    }
}
