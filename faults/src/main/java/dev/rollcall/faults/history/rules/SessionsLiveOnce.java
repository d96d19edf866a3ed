package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.List;
import java.util.function.Consumer;

/**
 * In the events, each session starts once and ends at most once, in this order: deadlines fire once, and an ended id
 * never lives again.
 *
 * <p>Sound: it looks at the stored events only.
 */
public final class SessionsLiveOnce implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        for (SessionFacts session : user.sessions()) {
            if (session.starts().size() > 1) {
                found.accept(twice(Kind.ID_STARTED_TWICE, "starts", user, session, session.starts()));
            }
            if (session.ends().size() > 1) {
                found.accept(twice(Kind.ENDED_TWICE, "ends", user, session, session.ends()));
            }
            if (!session.ends().isEmpty()
                    && (session.starts().isEmpty()
                            || session.ends().get(0) < session.starts().get(0))) {
                StoredEvent end = user.events().get(session.ends().get(0));
                found.accept(Violation.of(
                        Kind.ENDED_BEFORE_START,
                        end.name() + " ends session " + session.id() + ", which had not started.",
                        end));
            }
        }
    }

    private static Violation twice(
            Kind kind, String does, UserFacts user, SessionFacts session, List<Integer> positions) {
        StoredEvent first = user.events().get(positions.get(0));
        StoredEvent second = user.events().get(positions.get(1));
        return Violation.of(
                kind,
                "Session " + session.id() + " " + does + " twice: with " + first.name() + " and with " + second.name()
                        + ".",
                first,
                second);
    }
}
