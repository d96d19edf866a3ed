package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.log.History;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.function.Consumer;

/** A promise about all users together. */
@FunctionalInterface
public interface LogRule {

    /** Reports every violation. */
    void check(History history, Consumer<Violation> found);
}
