package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.function.Consumer;

/**
 * Each event has an operation that was acknowledged or may have been done, or another known cause: the start that
 * evicted a session, a deadline, a clean-up, a change of settings.
 *
 * <p>Sound: an operation without an answer may have caused an event at any later time. If there are not enough of these
 * for all events that no answer explains, then at least one event has no cause, whichever caused which. An operation
 * that was refused or failed changed nothing; only a refused refresh may end its session, as stolen.
 */
public final class EventsHaveCauses implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        for (int position = 0; position < user.events().size(); position++) {
            if (!user.isExplained(position)) {
                StoredEvent event = user.events().get(position);
                String sessions = event.startedSession() == null
                        ? String.join(", ", event.endedSessions())
                        : event.startedSession();
                found.accept(Violation.of(
                        Kind.EVENT_WITHOUT_CAUSE,
                        event.name() + " (session " + sessions + ") has no operation that may have caused it.",
                        event));
            }
        }
    }
}
