package dev.rollcall.faults.history.facts;

import dev.rollcall.faults.history.log.Action;
import dev.rollcall.faults.history.log.EndReason;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.Outcome;
import dev.rollcall.faults.history.log.StoredEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each event the earliest operation that may have caused it.
 *
 * <p>If several operations may have, the one that was invoked first counts, so no event is ever said to be later than
 * it was. Two events of one kind need two operations. The i-th event that any of several operations may have caused
 * comes after at least i of them were invoked, so it counts as caused by the i-th.
 */
final class Causes {

    private final List<StoredEvent> events;
    private final Map<String, SessionFacts> sessions;
    private final Operations starts;
    private final Logouts logouts;
    private final @Nullable Operation[] operations;
    private final boolean[] isExplained;

    Causes(List<StoredEvent> events, List<Operation> operations, Map<String, SessionFacts> sessions) {
        this.events = events;
        this.sessions = sessions;
        this.starts = new Operations(operations.stream().filter(Causes::mayHaveStartedAny));
        this.logouts = new Logouts(events, operations);
        this.operations = new Operation[events.size()];
        this.isExplained = new boolean[events.size()];
        for (int position = 0; position < events.size(); position++) {
            explain(position);
        }
        for (int position = 0; position < events.size(); position++) {
            explainEviction(position);
        }
    }

    private static boolean mayHaveStartedAny(Operation operation) {
        return operation.action() == Action.START
                && operation.outcome() == Outcome.UNKNOWN
                && operation.session() == null;
    }

    private void explain(int position) {
        StoredEvent event = events.get(position);
        switch (event.kind()) {
            case STARTED -> explainBy(position, startOf(position, event));
            case TERMINATED -> explainBy(position, endOf(event));
            case ALL_TERMINATED -> explainBy(position, logouts.causeOf(event));
            case EXPIRED, SETTINGS_CHANGED -> isExplained[position] = true;
            case EVICTED -> {}
        }
    }

    private void explainBy(int position, @Nullable Operation cause) {
        operations[position] = cause;
        isExplained[position] = cause != null;
    }

    private @Nullable Operation startOf(int position, StoredEvent event) {
        SessionFacts session = sessions.get(event.session());
        if (session == null || !session.startsFirstAt(position)) {
            return null;
        }
        Operation known = first(session.startOperations().stream().filter(Operation::mayBeDone));
        return known == null ? starts.next() : known;
    }

    private @Nullable Operation endOf(StoredEvent event) {
        SessionFacts session = sessions.get(event.session());
        if (session == null) {
            return null;
        }
        if (event.reason() == EndReason.TOKEN_REUSE_DETECTED) {
            return first(session.refreshes().stream()
                    .filter(refresh -> refresh.outcome() == Outcome.REFUSED || refresh.outcome() == Outcome.UNKNOWN));
        }
        return first(session.endOperations().stream()
                .filter(Operation::mayBeDone)
                .filter(end -> !end.isDone() || end.ended() == null || end.saysItEnded(session.id())));
    }

    private void explainEviction(int position) {
        StoredEvent event = events.get(position);
        if (event.kind() != EventKind.EVICTED) {
            return;
        }
        if (event.replacedBy() == null) {
            isExplained[position] = followsChangeOfSettings(position);
            return;
        }
        SessionFacts successor = sessions.get(event.replacedBy());
        if (successor != null && !successor.starts().isEmpty()) {
            int start = successor.starts().get(0);
            isExplained[position] = true;
            operations[position] = operations[start];
        }
    }

    private boolean followsChangeOfSettings(int position) {
        int before = position - 1;
        while (before >= 0 && isPartOfApplying(events.get(before))) {
            before--;
        }
        return before >= 0 && events.get(before).kind() == EventKind.SETTINGS_CHANGED;
    }

    private static boolean isPartOfApplying(StoredEvent event) {
        return event.kind() == EventKind.EXPIRED || event.kind() == EventKind.EVICTED && event.replacedBy() == null;
    }

    private static @Nullable Operation first(Stream<Operation> candidates) {
        return candidates.min(Comparator.comparingLong(Operation::invoked)).orElse(null);
    }

    /** Returns whether anything in the log may have caused the event at this position. */
    boolean isExplained(int position) {
        return isExplained[position];
    }

    /** Returns the earliest operation that may have caused it; null if none did, or if it needs none. */
    @Nullable
    Operation of(int position) {
        return operations[position];
    }
}
