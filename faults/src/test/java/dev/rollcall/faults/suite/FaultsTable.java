package dev.rollcall.faults.suite;

import dev.rollcall.faults.history.log.Outcome;
import dev.rollcall.faults.history.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was done, how often, and what followed, as a table in Markdown. */
final class FaultsTable {

    private static final String HEAD = """
            | fault | rounds | operations | unanswered | longest time without an acknowledged start | latest acceptance of an ended session | violations |
            |---|--:|--:|--:|--:|--:|--:|
            """;

    private final Path file;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    private record Row(int rounds, long operations, long unanswered, long gap, long staleness, int violations) {

        private Row plus(Row more) {
            return new Row(
                    rounds + more.rounds,
                    operations + more.operations,
                    unanswered + more.unanswered,
                    Math.max(gap, more.gap),
                    Math.max(staleness, more.staleness),
                    violations + more.violations);
        }

        private static Row of(Verdict verdict) {
            long operations = verdict.figures().operations().values().stream()
                    .flatMap(outcomes -> outcomes.values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
            return new Row(
                    1,
                    operations,
                    FaultsTable.unanswered(verdict),
                    verdict.figures().longestWithoutStart(),
                    verdict.figures().longestStaleness(),
                    verdict.violations().size());
        }
    }

    /** Returns how many operations got no answer, or none that says what they did. */
    static long unanswered(Verdict verdict) {
        return verdict.figures().operations().values().stream()
                .mapToLong(outcomes ->
                        outcomes.getOrDefault(Outcome.UNKNOWN, 0L) + outcomes.getOrDefault(Outcome.FAILED, 0L))
                .sum();
    }

    FaultsTable(Path file) {
        this.file = file;
    }

    void add(String fault, Verdict verdict) {
        rows.merge(fault, Row.of(verdict), Row::plus);
        StringBuilder table = new StringBuilder(HEAD);
        rows.forEach((name, row) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %d | %,d | %,d | %.1f s | %.0f ms | %d |%n",
                name,
                row.rounds,
                row.operations,
                row.unanswered,
                row.gap / 1e9,
                row.staleness / 1e6,
                row.violations)));
        try {
            Files.writeString(file, table);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
