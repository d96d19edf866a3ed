package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.log.History;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.log.UserHistory;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * No two events have the same global index.
 *
 * <p>Sound: it looks at the stored events only.
 */
public final class IndexesAreUnique implements LogRule {

    @Override
    public void check(History history, Consumer<Violation> found) {
        Map<Long, StoredEvent> byIndex = new HashMap<>();
        for (UserHistory user : history.users()) {
            for (StoredEvent event : user.events()) {
                StoredEvent other = byIndex.putIfAbsent(event.index(), event);
                if (other != null) {
                    found.accept(Violation.of(
                            Kind.INDEX_REPEATED,
                            other.name() + " and " + event.name() + " both have the index " + event.index() + ".",
                            other,
                            event));
                }
            }
        }
    }
}
