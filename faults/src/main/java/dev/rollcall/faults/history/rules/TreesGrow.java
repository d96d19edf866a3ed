package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.log.History;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that was asked for after another was answered is not smaller, and one size never has two roots.
 *
 * <p>Sound: the log only grows, and all nodes read the same one. Checkpoints that were fetched at the same time may
 * come in any order.
 */
public final class TreesGrow implements LogRule {

    @Override
    public void check(History history, Consumer<Violation> found) {
        List<Operation> fetched =
                history.checkpoints().stream().filter(Operation::isDone).toList();
        checkSizes(sorted(fetched, Operation::invoked), sorted(fetched, Operation::answeredAt), found);
        checkRoots(fetched, found);
    }

    private static List<Operation> sorted(List<Operation> operations, ToLongFunction<Operation> by) {
        return operations.stream().sorted(Comparator.comparingLong(by)).toList();
    }

    private static void checkSizes(List<Operation> asked, List<Operation> answered, Consumer<Violation> found) {
        Operation largest = null;
        int next = 0;
        for (Operation later : asked) {
            while (answered.get(next).answeredAt() < later.invoked()) {
                largest = larger(largest, answered.get(next));
                next++;
            }
            if (largest != null && size(later) < size(largest)) {
                found.accept(Violation.of(
                        Kind.TREE_SHRANK,
                        "The checkpoint of " + largest.id() + " has " + size(largest) + " leaves, but the later one of "
                                + later.id() + " has " + size(later) + ".",
                        largest,
                        later));
            }
        }
    }

    private static Operation larger(@Nullable Operation one, Operation other) {
        return one != null && size(one) >= size(other) ? one : other;
    }

    private static long size(Operation checkpoint) {
        return Objects.requireNonNull(checkpoint.size());
    }

    private static void checkRoots(List<Operation> fetched, Consumer<Violation> found) {
        Map<Long, Operation> bySize = new HashMap<>();
        for (Operation checkpoint : fetched) {
            Operation other = bySize.putIfAbsent(size(checkpoint), checkpoint);
            if (other != null && !Objects.equals(other.root(), checkpoint.root())) {
                found.accept(Violation.of(
                        Kind.TREE_FORKED,
                        "The checkpoints of " + other.id() + " and " + checkpoint.id() + " both have "
                                + size(checkpoint) + " leaves, but different roots.",
                        other,
                        checkpoint));
            }
        }
    }
}
