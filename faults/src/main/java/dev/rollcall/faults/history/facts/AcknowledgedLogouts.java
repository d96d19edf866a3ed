package dev.rollcall.faults.history.facts;

import dev.rollcall.faults.history.log.Action;
import dev.rollcall.faults.history.log.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first acknowledgement of an operation that ended all sessions, or all but one, and must have included a
 * given session. It must, if the session was known to have started before the operation was invoked.
 */
final class AcknowledgedLogouts {

    private final long[] invoked;

    /** From each operation onwards: the one that was answered first. */
    private final @Nullable Operation[] first;

    /** From each operation onwards: the one that was answered first among those that keep another session. */
    private final @Nullable Operation[] second;

    /** @param operations in the order in which they were invoked */
    AcknowledgedLogouts(List<Operation> operations) {
        List<Operation> logouts = operations.stream()
                .filter(operation -> operation.action().endsMany() && operation.isDone())
                .toList();
        int number = logouts.size();
        invoked = logouts.stream().mapToLong(Operation::invoked).toArray();
        first = new Operation[number + 1];
        second = new Operation[number + 1];
        for (int i = number - 1; i >= 0; i--) {
            Operation logout = logouts.get(i);
            Operation best = first[i + 1];
            Operation next = second[i + 1];
            if (best == null || logout.answeredAt() < best.answeredAt()) {
                first[i] = logout;
                second[i] = best == null || keepsTheSame(best, logout) ? next : best;
            } else {
                first[i] = best;
                boolean isSecond = next == null || logout.answeredAt() < next.answeredAt();
                second[i] = isSecond && !keepsTheSame(best, logout) ? logout : next;
            }
        }
    }

    private static boolean keepsTheSame(Operation one, Operation other) {
        return Objects.equals(kept(one), kept(other));
    }

    /** Returns the session that an operation does not end; null if it ends all. */
    private static @Nullable String kept(Operation logout) {
        return logout.action() == Action.END_OTHERS ? logout.session() : null;
    }

    /** @return null if no acknowledged operation must have ended it */
    @Nullable
    Witness including(String session, @Nullable Witness knownStarted) {
        if (knownStarted == null) {
            return null;
        }
        int from = firstInvokedAfter(knownStarted.time());
        Operation logout = first[from];
        if (logout != null && session.equals(kept(logout))) {
            logout = second[from];
        }
        return logout == null ? null : new Witness(logout.answeredAt(), logout);
    }

    private int firstInvokedAfter(long time) {
        int found = Arrays.binarySearch(invoked, time);
        int position = found < 0 ? -found - 1 : found;
        while (position < invoked.length && invoked[position] == time) {
            position++;
        }
        return position;
    }
}
