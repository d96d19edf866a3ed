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
 * No session id starts for two users.
 *
 * <p>Sound: it looks at the stored events only, and ids are unique.
 */
public final class SessionsBelongToOneUser implements LogRule {

    @Override
    public void check(History history, Consumer<Violation> found) {
        Map<String, StoredEvent> starts = new HashMap<>();
        for (UserHistory user : history.users()) {
            for (StoredEvent event : user.events()) {
                String session = event.startedSession();
                StoredEvent other = session == null ? null : starts.putIfAbsent(session, event);
                if (other != null && !other.user().equals(event.user())) {
                    found.accept(Violation.of(
                            Kind.ID_STARTED_TWICE,
                            "Session " + session + " starts for two users: with " + other.name() + " and with "
                                    + event.name() + ".",
                            other,
                            event));
                }
            }
        }
    }
}
