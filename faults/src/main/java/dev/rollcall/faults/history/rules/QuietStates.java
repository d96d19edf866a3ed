package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.Replay;
import dev.rollcall.faults.history.facts.States;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.StoredEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** After how many events no session was live, and after how many exactly one. */
final class QuietStates {

    private final NavigableSet<Integer> empty = new TreeSet<>();
    private final Map<String, NavigableSet<Integer>> alone = new HashMap<>();

    QuietStates(UserFacts user) {
        Replay replay = new Replay(user.policy().rule());
        int stored = 0;
        note(replay, stored);
        for (StoredEvent event : user.events()) {
            replay.apply(event);
            stored++;
            note(replay, stored);
        }
    }

    private void note(Replay replay, int stored) {
        if (replay.size() == 0) {
            empty.add(stored);
        } else if (replay.size() == 1) {
            alone.computeIfAbsent(replay.oldest(1).get(0), any -> new TreeSet<>())
                    .add(stored);
        }
    }

    /** Returns whether one of these states has no live session, or only this one. */
    boolean hasNoneBut(@Nullable String session, States states) {
        NavigableSet<Integer> only = session == null ? null : alone.get(session);
        return isAmong(states, empty) || only != null && isAmong(states, only);
    }

    private static boolean isAmong(States states, NavigableSet<Integer> wanted) {
        Integer next = wanted.ceiling(states.fewest());
        return next != null && next <= states.most();
    }
}
