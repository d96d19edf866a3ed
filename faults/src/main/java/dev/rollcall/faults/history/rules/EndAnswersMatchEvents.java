package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.Action;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.LogLine;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer names exactly the sessions that the event of its operation ended, and no two answers name the same one. An
 * answer that names none was given when there was none to end.
 *
 * <p>Sound: the answer is made from the event. "None" is right if it was right in any state between invocation and
 * answer. A session that expires may be treated as ended before its expiry is stored, so expiries are not asked about.
 */
public final class EndAnswersMatchEvents implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        List<Operation> answers = user.operations().stream()
                .filter(operation -> operation.isDone() && operation.ended() != null)
                .toList();
        if (answers.isEmpty()) {
            return;
        }
        QuietStates quiet = new QuietStates(user);
        Map<String, Operation> claimed = new HashMap<>();
        for (Operation answer : answers) {
            List<String> named = answer.ended() == null ? List.of() : answer.ended();
            for (String session : named) {
                Operation other = claimed.putIfAbsent(session, answer);
                if (other != null) {
                    found.accept(wrong(answer, "names session " + session + ", as that of " + other.id(), other));
                }
            }
            if (named.isEmpty() && answer.action().endsMany()) {
                checkNone(user, answer, quiet, found);
            } else if (!answer.saysItEnded(String.valueOf(answer.session())) && answer.action() == Action.END) {
                checkNotEndedBy(user, answer, found);
            } else {
                checkNamed(user, answer, new HashSet<>(named), found);
            }
        }
    }

    private static void checkNone(UserFacts user, Operation answer, QuietStates quiet, Consumer<Violation> found) {
        String kept = answer.action() == Action.END_OTHERS ? answer.session() : null;
        if (!quiet.hasNoneBut(kept, user.statesSeenBy(answer))) {
            found.accept(wrong(answer, "names no session, but there was one to end all the time", null));
        }
    }

    private static void checkNotEndedBy(UserFacts user, Operation answer, Consumer<Violation> found) {
        StoredEvent end = firstEnd(user, answer.session());
        if (end != null
                && end.kind() != EventKind.EXPIRED
                && firstEndPosition(user, answer.session())
                        >= user.statesSeenBy(answer).most()) {
            found.accept(wrong(answer, "says that it found session " + answer.session() + " ended", end));
        }
    }

    private static void checkNamed(UserFacts user, Operation answer, Set<String> named, Consumer<Violation> found) {
        if (answer.action() == Action.START) {
            SessionFacts started = user.session(String.valueOf(answer.session()));
            if (started != null && !started.starts().isEmpty() && !named.equals(evictedBy(user, started))) {
                found.accept(wrong(answer, "names other sessions than were evicted", start(user, started)));
            }
            return;
        }
        String first = named.stream().findFirst().orElse(null);
        StoredEvent end = firstEnd(user, first);
        if (end == null) {
            return;
        }
        EventKind kind = answer.action() == Action.END ? EventKind.TERMINATED : EventKind.ALL_TERMINATED;
        if (end.kind() != kind || !named.equals(new HashSet<>(end.endedSessions()))) {
            found.accept(wrong(answer, "names other sessions than the event ended", end));
        }
    }

    private static StoredEvent start(UserFacts user, SessionFacts session) {
        return user.events().get(session.starts().get(0));
    }

    /** The evictions of a start come directly before it. */
    private static Set<String> evictedBy(UserFacts user, SessionFacts started) {
        Set<String> evicted = new HashSet<>();
        int position = started.starts().get(0) - 1;
        while (position >= 0 && started.id().equals(user.events().get(position).replacedBy())) {
            evicted.addAll(user.events().get(position).endedSessions());
            position--;
        }
        return evicted;
    }

    private static @Nullable StoredEvent firstEnd(UserFacts user, @Nullable String session) {
        int position = firstEndPosition(user, session);
        return position < 0 ? null : user.events().get(position);
    }

    private static int firstEndPosition(UserFacts user, @Nullable String session) {
        SessionFacts facts = session == null ? null : user.session(session);
        return facts == null || facts.ends().isEmpty() ? -1 : facts.ends().get(0);
    }

    private static Violation wrong(Operation answer, String how, @Nullable LogLine proof) {
        return Violation.of(Kind.WRONG_ENDED_ANSWER, "The answer of " + answer.id() + " " + how + ".", answer, proof);
    }
}
