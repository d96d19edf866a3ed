package dev.rollcall.faults.history.rules.limit;

import dev.rollcall.faults.history.facts.Replay;
import dev.rollcall.faults.history.facts.States;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.log.WhenFull;
import dev.rollcall.faults.history.rules.UserRule;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A start is refused because of the limit only if the limit was reached at some moment while the start ran.
 *
 * <p>Sound: the refusal was right in one of the states that the operation may have seen, and all of them are tried. A
 * session past its deadline still counts until its expiry is stored, which allows more refusals and never fewer.
 */
public final class LimitRefusalsMeetTheLimit implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        List<Operation> refusals =
                user.operations().stream().filter(Operation::isRefusedByLimit).toList();
        if (refusals.isEmpty()) {
            return;
        }
        NavigableSet<Integer> full = fullStates(user);
        for (Operation refusal : refusals) {
            States states = user.statesSeenBy(refusal);
            Integer next = full.ceiling(states.fewest());
            if (next == null || next > states.most()) {
                found.accept(Violation.of(
                        Kind.REFUSED_BELOW_LIMIT,
                        "The start " + refusal.id() + " of " + user.user()
                                + " was refused because of the limit, but the limit was never reached between "
                                + refusal.invoked() + " and " + refusal.answeredAt() + ".",
                        refusal));
            }
        }
    }

    /** After how many events a start had to be refused. */
    private static NavigableSet<Integer> fullStates(UserFacts user) {
        NavigableSet<Integer> full = new TreeSet<>();
        Replay replay = new Replay(user.policy().rule());
        int stored = 0;
        note(replay, stored, full);
        for (StoredEvent event : user.events()) {
            replay.apply(event);
            stored++;
            note(replay, stored, full);
        }
        return full;
    }

    private static void note(Replay replay, int stored, NavigableSet<Integer> full) {
        if (replay.limit().whenFull() == WhenFull.REJECT && replay.limit().isReachedBy(replay.size())) {
            full.add(stored);
        }
    }
}
