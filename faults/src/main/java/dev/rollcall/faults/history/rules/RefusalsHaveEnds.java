package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.facts.Witness;
import dev.rollcall.faults.history.log.EndReason;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session is refused as ended only if it may have ended by the time of the answer, and with the reason of its end.
 *
 * <p>Sound: the end is stored before anybody is told, and not before its operation was invoked. Only a deadline is told
 * before it is stored, so for an expiry it is enough that the session may have started. Its reason is not compared,
 * because another deadline may be due by the time it is stored. An answer that nothing can be decided (503) is no
 * refusal. A session without any event is left to other rules.
 */
public final class RefusalsHaveEnds implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        for (SessionFacts session : user.sessions()) {
            if (session.starts().isEmpty()) {
                continue;
            }
            StoredEvent end = session.ends().isEmpty()
                    ? null
                    : user.events().get(session.ends().get(0));
            for (Operation refusal : session.refused()) {
                check(user, session, end, refusal, found);
            }
        }
    }

    private static void check(
            UserFacts user,
            SessionFacts session,
            @Nullable StoredEvent end,
            Operation refusal,
            Consumer<Violation> found) {
        String refused = "The answer of " + refusal.id() + " says that session " + session.id() + " of " + user.user();
        if (end == null) {
            StoredEvent start = user.events().get(session.starts().get(0));
            found.accept(
                    Violation.of(Kind.REFUSED_WITHOUT_END, refused + " has ended, but it never did.", refusal, start));
            return;
        }
        boolean isExpiry = end.kind() == EventKind.EXPIRED;
        Witness earliest = user.moments().notBefore((isExpiry ? session.starts() : session.ends()).get(0));
        if (earliest != null && earliest.time() > refusal.answeredAt()) {
            found.accept(Violation.of(
                    Kind.REFUSED_WITHOUT_END,
                    refused + " had ended by " + refusal.answeredAt() + ", but it cannot have ended before "
                            + earliest.time() + ".",
                    refusal,
                    end,
                    earliest.line()));
        }
        EndReason told = refusal.reason();
        EndReason stored = end.endReason();
        if (!isExpiry && told != null && stored != null && told != stored) {
            found.accept(Violation.of(
                    Kind.WRONG_REASON,
                    refused + " has ended with " + told + ", but its event says " + stored + ".",
                    refusal,
                    end));
        }
    }
}
