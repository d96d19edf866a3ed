package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.List;
import java.util.function.Consumer;

/**
 * Each acknowledged start has its start event, and so has each session that an answer showed live.
 *
 * <p>Sound: an answer is given after the commit, and events are never removed. Starts without an answer are not asked
 * about. Session ids are made by the nodes, so two starts never get the same one.
 */
public final class AcknowledgedStartsAreStored implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        for (SessionFacts session : user.sessions()) {
            List<Operation> acknowledged =
                    session.startOperations().stream().filter(Operation::isDone).toList();
            if (acknowledged.size() > 1) {
                found.accept(twice(session, acknowledged.get(0), acknowledged.get(1)));
            }
            if (session.starts().isEmpty() && !session.shownLive().isEmpty()) {
                found.accept(acknowledged.isEmpty() ? shown(session) : lost(session, acknowledged.get(0)));
            }
        }
    }

    private static Violation twice(SessionFacts session, Operation one, Operation other) {
        return Violation.of(
                Kind.SESSION_ANSWERED_TWICE,
                "The starts " + one.id() + " and " + other.id() + " were both answered with session " + session.id()
                        + ".",
                one,
                other);
    }

    private static Violation lost(SessionFacts session, Operation start) {
        return Violation.of(
                Kind.ACKNOWLEDGED_START_LOST,
                "The start " + start.id() + " was acknowledged with session " + session.id() + " of " + start.user()
                        + ", but there is no event that starts it.",
                start);
    }

    private static Violation shown(SessionFacts session) {
        Operation first = session.shownLive().get(0);
        return Violation.of(
                Kind.SHOWN_SESSION_LOST,
                "The answer of " + first.id() + " shows session " + session.id() + " of " + first.user()
                        + " as live, but there is no event that starts it.",
                first);
    }
}
