package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.facts.Witness;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The events of a user are in an order that real time allows: if an answer shows the effect of one event before the
 * operation of another was invoked, the first event precedes the second.
 *
 * <p>Sound: the events of a user are committed in their order. Each has an earliest and a latest possible time, see
 * {@link dev.rollcall.faults.history.facts.Moments}. If the earliest is after the latest, no run explains the log.
 */
public final class EventsFollowRealTime implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        Set<List<Integer>> reported = new HashSet<>();
        for (int position = 0; position < user.events().size(); position++) {
            Witness earliest = user.moments().notBefore(position);
            Witness latest = user.moments().notAfter(position);
            if (earliest != null
                    && latest != null
                    && earliest.time() > latest.time()
                    && reported.add(
                            List.of(earliest.line().line(), latest.line().line()))) {
                found.accept(inverted(user.events().get(position), earliest, latest));
            }
        }
    }

    private static Violation inverted(StoredEvent event, Witness earliest, Witness latest) {
        return Violation.of(
                Kind.ORDER_INVERTED,
                event.name() + " cannot have been stored before " + earliest.time() + ", when the operation in line "
                        + earliest.line().line() + " was invoked. But the answer in line "
                        + latest.line().line() + " shows that it was stored by " + latest.time() + ".",
                event,
                earliest.line(),
                latest.line());
    }
}
