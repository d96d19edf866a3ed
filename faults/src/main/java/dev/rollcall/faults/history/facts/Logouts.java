package dev.rollcall.faults.history.facts;

import dev.rollcall.faults.history.log.Action;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
        Map<String, List<Operation>> byKept = open.stream()
                .filter(logout -> logout.action() == Action.END_OTHERS)
                .collect(Collectors.groupingBy(logout -> Objects.requireNonNull(logout.session())));
        byKept.forEach((kept, those) -> keeping.put(kept, new Operations(those.stream())));
        any = new Operations(open.stream());
        leftForAny = open.size() - reserved(events, byKept);
    }

    private void bind(Operation logout) {
        List<String> ended = logout.ended();
        if (ended != null) {
            ended.forEach(session -> bySession.putIfAbsent(session, logout));
        }
    }

    /** Returns how many of the operations are needed by events that kept a session. */
    private long reserved(List<StoredEvent> events, Map<String, List<Operation>> byKept) {
        Map<String, Long> needed = new HashMap<>();
        for (StoredEvent event : events) {
            if (event.kind() == EventKind.ALL_TERMINATED && event.kept() != null && bound(event) == null) {
                needed.merge(event.kept(), 1L, Long::sum);
            }
        }
        return needed.entrySet().stream()
                .mapToLong(entry -> Math.min(
                        entry.getValue(),
                        byKept.getOrDefault(entry.getKey(), List.of()).size()))
                .sum();
    }

    private @Nullable Operation bound(StoredEvent event) {
        return event.endedSessions().stream()
                .map(bySession::get)
                .filter(Objects::nonNull)
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
