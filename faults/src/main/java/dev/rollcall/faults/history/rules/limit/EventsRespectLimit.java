package dev.rollcall.faults.history.rules.limit;

import dev.rollcall.faults.history.facts.Replay;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.rules.UserRule;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.function.Consumer;

/**
 * After no start does a user have more live sessions than the limit.
 *
 * <p>Sound: it replays the stored events. Only a start adds a session, and a tightened limit applies from the next
 * start, so it is enough to look after each start.
 */
public final class EventsRespectLimit implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        Replay replay = new Replay(user.policy().rule());
        for (StoredEvent event : user.events()) {
            replay.apply(event);
            if (event.kind() == EventKind.STARTED && replay.limit().excess(replay.size()) > 0) {
                found.accept(Violation.of(
                        Kind.LIMIT_EXCEEDED_IN_EVENTS,
                        "After " + event.name() + ", " + replay.size() + " sessions are live, but the limit is "
                                + replay.limit().most() + ".",
                        event));
            }
        }
    }
}
