package dev.rollcall.faults.history.rules.refresh;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.EndReason;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.Outcome;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.rules.UserRule;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A session ends as stolen only if a refresh token was presented again after the grace period, or after its successor
 * was used. Two tabs that use one token within the grace period both stay signed in.
 *
 * <p>Sound: the latest time at which the token can have been looked at is compared with the earliest time at which it
 * can have been used first. Uses without an answer count as uses. If a log does not name the tokens, nothing is
 * checked.
 */
public final class TheftHasReuse implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        for (StoredEvent event : user.events()) {
            SessionFacts session = event.session() == null ? null : user.session(event.session());
            if (event.reason() != EndReason.TOKEN_REUSE_DETECTED || session == null) {
                continue;
            }
            List<Operation> refreshes = session.refreshes();
            if (refreshes.stream().allMatch(refresh -> refresh.token() != null)
                    && refreshes.stream().noneMatch(refresh -> mayBeReuse(refresh, refreshes, user))) {
                found.accept(Violation.of(
                        Kind.REUSE_WITHOUT_CAUSE,
                        event.name() + " ends session " + session.id()
                                + " as stolen, but no refresh token was presented again too late.",
                        event));
            }
        }
    }

    private static boolean mayBeReuse(Operation reuse, List<Operation> refreshes, UserFacts user) {
        if (reuse.outcome() != Outcome.REFUSED && reuse.outcome() != Outcome.UNKNOWN) {
            return false;
        }
        return refreshes.stream()
                .filter(use -> use != reuse && use.mayBeDone() && use.invoked() <= reuse.answeredAt())
                .filter(use -> Objects.equals(use.token(), reuse.token()))
                .anyMatch(use ->
                        reuse.answeredAt() - use.invoked() > user.policy().grace()
                                || refreshes.stream().anyMatch(next -> isUseOfSuccessor(next, use, reuse)));
    }

    private static boolean isUseOfSuccessor(Operation next, Operation use, Operation reuse) {
        return use.newToken() != null
                && use.newToken().equals(next.token())
                && next.mayBeDone()
                && next.invoked() <= reuse.answeredAt();
    }
}
