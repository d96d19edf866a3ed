package dev.rollcall.faults.history;

import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.verdict.Figures;
import dev.rollcall.faults.history.verdict.Verdict;
import dev.rollcall.faults.history.verdict.Violation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints a verdict for people, with the lines that prove each violation. */
final class Report {

    private static final double NANOSECONDS = 1e9;

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    /** @throws IOException if the log cannot be read again */
    void print(Verdict verdict, Path log) throws IOException {
        print(verdict.figures());
        Map<Integer, String> proof = lines(log, verdict);
        for (Violation violation : verdict.violations()) {
            out.println();
            out.println(violation.kind() + ": " + violation.kind().meaning() + ".");
            out.println("  " + violation.sentence());
            violation.lines().forEach(line -> out.println("  line " + line + ": " + proof.get(line)));
        }
        int number = verdict.violations().size();
        out.println();
        out.println(number == 0 ? "KEPT: no promise was broken" : "VIOLATED: " + number + " violations");
    }

    private void print(Figures figures) {
        out.println("operations");
        figures.operations()
                .forEach((action, outcomes) -> out.println("  " + name(action) + ": "
                        + outcomes.entrySet().stream()
                                .map(entry -> entry.getValue() + " " + name(entry.getKey()))
                                .collect(Collectors.joining(", "))));
        out.println("refusals");
        figures.refusals().forEach((code, number) -> out.println("  " + code + ": " + number));
        out.println("events");
        for (EventKind kind : EventKind.values()) {
            out.println("  " + kind.type() + ": " + figures.events().getOrDefault(kind, 0L));
        }
        out.println("longest time without an acknowledged start: " + seconds(figures.longestWithoutStart()) + ", from "
                + seconds(figures.longestWithoutStartFrom()));
        out.println("longest time for which an ended session was shown live: " + seconds(figures.longestStaleness()));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String seconds(long nanoseconds) {
        return String.format(Locale.ROOT, "%.6f s", nanoseconds / NANOSECONDS);
    }

    private static Map<Integer, String> lines(Path log, Verdict verdict) throws IOException {
        Set<Integer> wanted = verdict.violations().stream()
                .flatMap(violation -> violation.lines().stream())
                .collect(Collectors.toSet());
        Map<Integer, String> found = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            int number = 1;
            for (String text = lines.readLine(); text != null && found.size() < wanted.size(); number++) {
                if (wanted.contains(number)) {
                    found.put(number, text);
                }
                text = lines.readLine();
            }
        }
        return found;
    }
}
