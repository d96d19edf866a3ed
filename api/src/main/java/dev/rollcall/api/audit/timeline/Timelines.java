package dev.rollcall.api.audit.timeline;

import dev.rollcall.api.audit.HistoryCatchUp;
import dev.rollcall.api.audit.RecordedEvents.Filter;
import dev.rollcall.api.audit.timeline.TimelineEntry.ChangedSettings;
import dev.rollcall.api.audit.timeline.TimelineEntry.SessionOnDevice;
import dev.rollcall.event.Device;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.query.DeviceOpener;
import dev.rollcall.query.history.SessionHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Builds a user's timeline from the events. Only the devices of sessions whose start is not among these events may come
 * from the history.
 */
@Component
public class Timelines {

    private final EventStore events;
    private final SessionHistory history;
    private final HistoryCatchUp catchUp;
    private final DeviceOpener opener;
    private final TimelineSummaries summaries;
    private final SequenceRuns runs;

    Timelines(
            EventStore events,
            SessionHistory history,
            HistoryCatchUp catchUp,
            DeviceOpener opener,
            TimelineSummaries summaries,
            SequenceRuns runs) {
        this.events = events;
        this.history = history;
        this.catchUp = catchUp;
        this.opener = opener;
        this.summaries = summaries;
        this.runs = runs;
    }

    /** The order of the entries. */
    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    public boolean exists(String userId) {
        return events.lastSequenceNumberFor(userId).isPresent();
    }

    List<TimelineEntry> read(String userId, long firstSequence, int limit) {
        return entries(messages(userId, firstSequence, limit));
    }

    /**
     * Returns a page of a user's timeline.
     *
     * @param filter has a user
     * @param after the sequence of the last entry of the previous page; null for the first page
     */
    public List<TimelineEntry> find(Filter filter, Order order, @Nullable Long after, int limit) {
        String userId = Objects.requireNonNull(filter.userId()).value();
        List<DomainEventMessage<?>> page = new ArrayList<>();
        for (SequenceRuns.Run run : runs.find(filter, order, after, limit)) {
            page.addAll(messages(userId, run.first(), run.length()));
        }
        List<TimelineEntry> entries = new ArrayList<>(entries(page));
        if (order == Order.NEWEST_FIRST) {
            Collections.reverse(entries);
        }
        return entries;
    }

    private List<DomainEventMessage<?>> messages(String userId, long firstSequence, int limit) {
        return events.readEvents(userId, firstSequence)
                .asStream()
                .limit(limit)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<TimelineEntry> entries(List<DomainEventMessage<?>> page) {
        Map<SessionId, Device> devices = devices(page);
        return page.stream().map(message -> entry(message, devices)).toList();
    }

    /** Returns the devices of the sessions of these events. No other part of a timeline reads devices. */
    private Map<SessionId, Device> devices(List<DomainEventMessage<?>> page) {
        Map<SessionId, Device> devices = new HashMap<>(opener.open(page.stream()
                .map(DomainEventMessage::getPayload)
                .filter(SessionStarted.class::isInstance)
                .map(SessionStarted.class::cast)
                .toList()));
        Set<SessionId> earlier = page.stream()
                .flatMap(message -> sessions((SessionEvent) message.getPayload()).stream())
                .filter(session -> !devices.containsKey(session))
                .collect(Collectors.toSet());
        if (!earlier.isEmpty()) {
            catchUp.await();
            devices.putAll(history.devices(earlier));
        }
        return devices;
    }

    private TimelineEntry entry(DomainEventMessage<?> message, Map<SessionId, Device> devices) {
        SessionEvent event = (SessionEvent) message.getPayload();
        List<SessionOnDevice> sessions = sessions(event).stream()
                .map(session -> onDevice(session, devices))
                .toList();
        return new TimelineEntry(
                message.getSequenceNumber(),
                event.occurredAt(),
                message.getTimestamp(),
                event.getClass().getSimpleName(),
                summaries.of(event, sessions),
                sessions,
                reason(event),
                initiator(event),
                event instanceof SecuritySettingsChanged changed ? ChangedSettings.of(changed.settings()) : null);
    }

    private static SessionOnDevice onDevice(SessionId session, Map<SessionId, Device> devices) {
        Device device = devices.get(session);
        return device == null
                ? new SessionOnDevice(session, null, null)
                : new SessionOnDevice(session, device.label(), device.ipAddress());
    }

    private static List<SessionId> sessions(SessionEvent event) {
        if (event instanceof SessionEnding ending) {
            return ending.endedSessions();
        }
        return event instanceof SessionStarted started ? List.of(started.sessionId()) : List.of();
    }

    private static @Nullable EndReason reason(SessionEvent event) {
        return event instanceof SessionEnding ending ? ending.reason() : null;
    }

    private static Initiator initiator(SessionEvent event) {
        if (event instanceof SessionEnding ending) {
            return ending.initiator();
        }
        return event instanceof SessionStarted started
                ? started.initiator()
                : ((SecuritySettingsChanged) event).initiator();
    }
}
