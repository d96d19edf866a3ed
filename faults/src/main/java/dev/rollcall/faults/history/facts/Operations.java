package dev.rollcall.faults.history.facts;

import dev.rollcall.faults.history.log.Operation;
import java.util.Comparator;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Operations of which each may have caused one event, handed out in the order in which they were invoked. */
final class Operations {

    private final Iterator<Operation> left;

    Operations(Stream<Operation> operations) {
        left = operations.sorted(Comparator.comparingLong(Operation::invoked)).iterator();
    }

    /** @return null if there are no more */
    @Nullable
    Operation next() {
        return left.hasNext() ? left.next() : null;
    }
}
