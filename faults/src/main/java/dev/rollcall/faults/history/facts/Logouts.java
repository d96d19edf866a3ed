package dev.rollcall.faults.history.facts;

import dev.rollcall.faults.history.log.Action;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which operations may have caused the events that end several sessions.
 *
 * <p>An operation that answered which sessions it ended caused the event with these sessions. An event that kept a
 * session comes from an operation that keeps this session. An event that kept none may come from any, because the
 * session to keep may have ended before.
 */
final class Logouts {

    private final Map<String, Operation> bySession = new HashMap<>();
    private final Map<String, Operations> keeping = new HashMap<>();
    private final Operations any;
    private long leftForAny;

    Logouts(List<StoredEvent> events, List<Operation> all) {
        List<Operation> logouts = all.stream()
                .filter(logout -> logout.action().endsMany() && logout.mayBeDone())
                .toList();
        Predicate<Operation> saysWhich = logout -> logout.isDone() && logout.ended() != null;
        logouts.stream().filter(saysWhich).forEach(this::bind);
        List<Operation> open = logouts.stream().filter(saysWhich.negate()).toList();
        Map<String, Long> supply = new HashMap<>();
        open.stream()
                .filter(logout -> logout.action() == Action.END_OTHERS)
                .forEach(logout -> supply.merge(String.valueOf(logout.session()), 1L, Long::sum));
        supply.keySet()
                .forEach(kept -> keeping.put(
                        kept,
                        new Operations(open.stream()
                                .filter(logout -> logout.action() == Action.END_OTHERS)
                                .filter(logout -> kept.equals(logout.session())))));
        any = new Operations(open.stream());
        leftForAny = open.size() - reserved(events, supply);
    }

    private void bind(Operation logout) {
        List<String> ended = logout.ended();
        if (ended != null) {
            ended.forEach(session -> bySession.putIfAbsent(session, logout));
        }
    }

    /** Returns how many of the operations are needed by events that kept a session. */
    private long reserved(List<StoredEvent> events, Map<String, Long> supply) {
        Map<String, Long> needed = new HashMap<>();
        events.stream()
                .filter(event -> event.kind() == EventKind.ALL_TERMINATED && bound(event) == null)
                .forEach(event -> needed.merge(String.valueOf(event.kept()), 1L, Long::sum));
        return needed.entrySet().stream()
                .mapToLong(entry -> Math.min(entry.getValue(), supply.getOrDefault(entry.getKey(), 0L)))
                .sum();
    }

    private @Nullable Operation bound(StoredEvent event) {
        return event.endedSessions().stream()
                .map(bySession::get)
                .filter(logout -> logout != null)
                .findFirst()
                .orElse(null);
    }

    /** Must be asked in the order of the events. */
    @Nullable
    Operation causeOf(StoredEvent event) {
        Operation bound = bound(event);
        if (bound != null) {
            return bound;
        }
        if (event.kept() != null) {
            Operations those = keeping.get(event.kept());
            return those == null ? null : those.next();
        }
        return leftForAny-- > 0 ? any.next() : null;
    }
}
