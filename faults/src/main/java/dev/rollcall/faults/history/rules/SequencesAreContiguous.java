package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of a user are numbered 0, 1, 2 and so on, and their global indexes ascend with these numbers.
 *
 * <p>Sound: it looks at the stored events only. An event is written after the events before it, so its index is higher.
 * Indexes may have gaps.
 */
public final class SequencesAreContiguous implements UserRule {

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        StoredEvent before = null;
        for (StoredEvent event : user.events()) {
            check(before, event, found);
            before = event;
        }
    }

    private static void check(@Nullable StoredEvent before, StoredEvent event, Consumer<Violation> found) {
        long expected = before == null ? 0 : before.sequence() + 1;
        if (before != null && event.sequence() == before.sequence()) {
            found.accept(Violation.of(
                    Kind.SEQUENCE_REPEATED,
                    "There are two events " + event.sequence() + " of " + event.user() + ".",
                    before,
                    event));
        } else if (event.sequence() != expected) {
            found.accept(Violation.of(
                    Kind.SEQUENCE_GAP,
                    event.name() + " should have the sequence number " + expected + ".",
                    before,
                    event));
        }
        if (before != null && event.index() < before.index()) {
            found.accept(Violation.of(
                    Kind.INDEX_OUT_OF_ORDER,
                    event.name() + " follows " + before.name() + ", but its index " + event.index() + " is lower than "
                            + before.index() + ".",
                    before,
                    event));
        }
    }
}
