package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.facts.Witness;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * No answer shows a session as live if it was asked for later than the bound after the session was certainly over.
 *
 * <p>Sound: a session is certainly over once an answer proves it, and a node decides no earlier than it is asked. So a
 * node that answers "live" was behind by more than the bound. Exactly at the bound it may still pass. Ends without an
 * answer count only if a later answer proves them.
 */
public final class EndedSessionsAreRefused implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        for (SessionFacts session : user.sessions()) {
            Witness over = user.certainlyOver(session);
            if (over != null) {
                check(user, session, over, found);
            }
        }
    }

    private static void check(UserFacts user, SessionFacts session, Witness over, Consumer<Violation> found) {
        List<Operation> late = session.shownLive().stream()
                .filter(shown -> shown.invoked() - over.time() > user.policy().endedBound())
                .sorted(Comparator.comparingLong(Operation::invoked))
                .toList();
        if (!late.isEmpty()) {
            Operation first = late.get(0);
            found.accept(Violation.of(
                    Kind.ENDED_SHOWN_LIVE,
                    "Session " + session.id() + " of " + user.user() + " was over at " + over.time() + ", but "
                            + first.id() + ", invoked " + (first.invoked() - over.time())
                            + " ns later, shows it live. There are " + late.size() + " such answers.",
                    over.line(),
                    first));
        }
    }
}
