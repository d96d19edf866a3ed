package dev.rollcall.faults.history.rules;

import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.function.Consumer;

/** A promise about the sessions of one user. */
@FunctionalInterface
public interface UserRule {

    /** Reports every violation; keeps nothing of the user. */
    void check(UserFacts user, Consumer<Violation> found);
}
