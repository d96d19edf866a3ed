package dev.rollcall.faults.history.verdict;

import dev.rollcall.faults.history.log.LogLine;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A promise that was not kept.
 *
 * @param sentence what happened, with the ids
 * @param lines the numbers of the lines that prove it, ascending; the first line of the log is 1
 */
public record Violation(Kind kind, String sentence, List<Integer> lines) {

    public Violation {
        lines = List.copyOf(lines);
    }

    /**
     * Creates one from the lines that prove it.
     *
     * @param proof the lines; null elements are left out
     */
    public static Violation of(Kind kind, String sentence, @Nullable LogLine... proof) {
        List<Integer> lines = Stream.of(proof)
                .filter(Objects::nonNull)
                .map(LogLine::line)
                .distinct()
                .sorted()
                .toList();
        return new Violation(kind, sentence, lines);
    }
}
