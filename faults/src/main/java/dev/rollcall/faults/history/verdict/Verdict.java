package dev.rollcall.faults.history.verdict;

import java.util.List;

/**
 * The result of a check.
 *
 * @param violations all that were found, in the order of the lines that prove them
 */
public record Verdict(Figures figures, List<Violation> violations) {

    public Verdict {
        violations = List.copyOf(violations);
    }

    /** Returns whether all promises were kept, as far as the log can tell. */
    public boolean isKept() {
        return violations.isEmpty();
    }
}
