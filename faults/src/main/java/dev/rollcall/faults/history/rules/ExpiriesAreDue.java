package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.EndReason;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * No session expires before its deadline.
 *
 * <p>Sound: both times are stored with the session, so no clocks are compared. Use of a session only moves its deadline
 * to later. Events without times are not checked.
 */
public final class ExpiriesAreDue implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        for (StoredEvent event : user.events()) {
            SessionFacts session = event.session() == null ? null : user.session(event.session());
            if (event.kind() != EventKind.EXPIRED
                    || session == null
                    || session.starts().isEmpty()) {
                continue;
            }
            StoredEvent start = user.events().get(session.starts().get(0));
            Instant earliest = earliest(start, event.reason());
            Instant at = event.at();
            if (earliest != null && at != null && at.isBefore(earliest)) {
                found.accept(Violation.of(
                        Kind.EXPIRED_TOO_EARLY,
                        "Session " + session.id() + " of " + user.user() + " expired at " + at
                                + ", but its deadline was " + earliest + " or later.",
                        start,
                        event));
            }
        }
    }

    private static @Nullable Instant earliest(StoredEvent start, @Nullable EndReason reason) {
        if (reason == EndReason.ABSOLUTE_TIMEOUT) {
            return start.expiresAt();
        }
        Instant startedAt = start.at();
        Duration idleTimeout = start.idleTimeout();
        return reason != EndReason.IDLE_TIMEOUT || startedAt == null || idleTimeout == null
                ? null
                : startedAt.plus(idleTimeout);
    }
}
