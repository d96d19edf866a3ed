package dev.rollcall.faults.history.rules.refresh;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.facts.Witness;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.rules.UserRule;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A used refresh token is accepted again only within the grace period, and only until its successor has been used.
 *
 * <p>Sound: a token was used by the time of the first answer to its use, and a node looks at a token no earlier than it
 * is presented. So the real distance is at least the one that is compared. The nodes' clocks must run at one speed and
 * agree, as they do on one machine.
 */
public final class ReuseIsCaught implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        for (SessionFacts session : user.sessions()) {
            Map<String, Witness> used = firstUses(session);
            for (Operation refresh : session.refreshes()) {
                if (refresh.isDone() && refresh.token() != null) {
                    Witness first = used.get(refresh.token());
                    Witness next = refresh.newToken() == null ? null : used.get(refresh.newToken());
                    report(refresh, first, user.policy().grace(), found);
                    report(refresh, next, 0, found);
                }
            }
        }
    }

    private static Map<String, Witness> firstUses(SessionFacts session) {
        Map<String, Witness> used = new HashMap<>();
        for (Operation refresh : session.refreshes()) {
            if (refresh.isDone() && refresh.token() != null) {
                used.merge(
                        refresh.token(),
                        new Witness(refresh.answeredAt(), refresh),
                        (one, other) -> other.time() < one.time() ? other : one);
            }
        }
        return used;
    }

    private static void report(Operation refresh, @Nullable Witness since, long grace, Consumer<Violation> found) {
        if (since != null && refresh.invoked() - since.time() > grace) {
            found.accept(Violation.of(
                    Kind.REUSE_NOT_CAUGHT,
                    "The refresh " + refresh.id() + " of session " + refresh.session()
                            + " was accepted, although its token or the next one was used "
                            + (refresh.invoked() - since.time()) + " ns before.",
                    since.line(),
                    refresh));
        }
    }
}
