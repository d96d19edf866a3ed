package dev.rollcall.faults.history.rules.limit;

import dev.rollcall.faults.history.facts.Replay;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.log.WhenFull;
import dev.rollcall.faults.history.rules.UserRule;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A start evicts the oldest sessions that exceed the limit together with the new one, no other, and in one step: the
 * evictions come directly before the start.
 *
 * <p>Sound: it replays the stored events. All events of one command follow each other, and nothing comes between.
 */
public final class EvictionsFollowPolicy implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        Replay replay = new Replay(user.policy().rule());
        List<StoredEvent> evictions = new ArrayList<>();
        List<String> expected = List.of();
        for (StoredEvent event : user.events()) {
            if (!evictions.isEmpty() && !continues(evictions.get(0), event)) {
                found.accept(notOneStep(evictions.get(0)));
                evictions.clear();
            }
            boolean isEviction = event.kind() == EventKind.EVICTED && event.replacedBy() != null;
            boolean isStart = event.kind() == EventKind.STARTED;
            if ((isEviction || isStart) && evictions.isEmpty()) {
                expected = expected(replay);
            }
            if (isEviction) {
                evictions.add(event);
            } else if (isStart) {
                compare(expected, evictions, event, found);
                evictions.clear();
            }
            replay.apply(event);
        }
        if (!evictions.isEmpty()) {
            found.accept(notOneStep(evictions.get(0)));
        }
    }

    private static boolean continues(StoredEvent eviction, StoredEvent next) {
        String successor = eviction.replacedBy();
        return next.kind() == EventKind.EVICTED && Objects.equals(successor, next.replacedBy())
                || Objects.equals(successor, next.startedSession());
    }

    private static List<String> expected(Replay replay) {
        return replay.limit().whenFull() == WhenFull.REJECT
                ? List.of()
                : replay.oldest(replay.limit().excess(replay.size() + 1));
    }

    private static void compare(
            List<String> expected, List<StoredEvent> evictions, StoredEvent start, Consumer<Violation> found) {
        List<String> evicted = evictions.stream()
                .flatMap(eviction -> eviction.endedSessions().stream())
                .toList();
        if (!new HashSet<>(evicted).equals(new HashSet<>(expected))) {
            found.accept(Violation.of(
                    Kind.WRONG_EVICTION,
                    "The start of session " + start.session() + " of " + start.user() + " evicted " + evicted
                            + ", but the policy picks " + expected + ".",
                    evictions.isEmpty() ? null : evictions.get(0),
                    start));
        }
    }

    private static Violation notOneStep(StoredEvent eviction) {
        return Violation.of(
                Kind.WRONG_EVICTION,
                eviction.name() + " makes room for session " + eviction.replacedBy()
                        + ", but is not followed by its start.",
                eviction);
    }
}
