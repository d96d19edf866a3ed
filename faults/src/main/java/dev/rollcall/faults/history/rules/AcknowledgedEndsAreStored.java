package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.facts.Witness;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.function.Consumer;

/**
 * Each session whose end was acknowledged has ended in the final history.
 *
 * <p>Sound: an end is acknowledged after its commit, or if the session has ended before. A session counts as ended by
 * an operation on all sessions only if an answer had shown its start before that operation was invoked. A session
 * without a start event is left to another rule.
 */
public final class AcknowledgedEndsAreStored implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        for (SessionFacts session : user.sessions()) {
            Witness end = session.acknowledgedEnd();
            if (end != null && session.ends().isEmpty() && !session.starts().isEmpty()) {
                found.accept(Violation.of(
                        Kind.ACKNOWLEDGED_END_LOST,
                        "The end of session " + session.id() + " of " + user.user() + " was acknowledged at "
                                + end.time() + ", but the session is live in the end.",
                        end.line(),
                        user.events().get(session.starts().get(0))));
            }
        }
    }
}
