package dev.rollcall.faults.history.rules.refresh;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.rules.UserRule;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The refresh tokens of a session form one chain: a token always gets the same successor, and no token succeeds two.
 *
 * <p>Sound: a successor is computed from its predecessor. So two tabs that use one token at once get the same
 * successor. Refreshes without an answer are not looked at.
 */
public final class RefreshTokensFormOneChain implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        Map<String, Operation> predecessor = new HashMap<>();
        for (SessionFacts session : user.sessions()) {
            Map<String, Operation> successor = new HashMap<>();
            for (Operation start : session.startOperations()) {
                if (start.isDone() && start.newToken() != null) {
                    add(predecessor, start.newToken(), start, found);
                }
            }
            for (Operation refresh : session.refreshes()) {
                String token = refresh.token();
                String answered = refresh.newToken();
                if (!refresh.isDone() || token == null || answered == null) {
                    continue;
                }
                add(predecessor, answered, refresh, found);
                Operation other = successor.putIfAbsent(token, refresh);
                if (other != null && !answered.equals(other.newToken())) {
                    found.accept(forked("got different successors of one token", other, refresh));
                }
            }
        }
    }

    private static void add(
            Map<String, Operation> predecessor, String token, Operation answer, Consumer<Violation> found) {
        Operation other = predecessor.putIfAbsent(token, answer);
        if (other != null
                && !(Objects.equals(other.token(), answer.token())
                        && Objects.equals(other.session(), answer.session()))) {
            found.accept(forked("got the same token in exchange for different ones", other, answer));
        }
    }

    private static Violation forked(String how, Operation one, Operation other) {
        return Violation.of(Kind.REFRESH_CHAIN_FORKED, one.id() + " and " + other.id() + " " + how + ".", one, other);
    }
}
