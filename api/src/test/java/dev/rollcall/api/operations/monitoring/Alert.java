package dev.rollcall.api.operations.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An alert rule for Prometheus. */
record Alert(String name, String expression, Map<String, String> labels, Map<String, String> annotations) {

    static final Path FILE = MonitoringFiles.DIRECTORY.resolve("alerts.yml");

    private static final Pattern SELECTOR = Pattern.compile("[a-z_0-9]+\\{[^}]*}");

    private static final Pattern STATUS = Pattern.compile(",status[^,}]*");

    static List<Alert> readAll() {
        try {
            Map<?, ?> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILE));
            return list(file, "groups").stream()
                    .flatMap(group -> list(group, "rules").stream())
                    .map(Alert::of)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Alert of(Map<?, ?> rule) {
        return new Alert(
                String.valueOf(rule.get("alert")),
                String.valueOf(rule.get("expr")),
                texts(rule, "labels"),
                texts(rule, "annotations"));
    }

    /** Returns the series that the expression reads, without the status of requests, which are rarely errors. */
    List<String> series() {
        return SELECTOR.matcher(expression)
                .results()
                .map(MatchResult::group)
                .map(selector -> STATUS.matcher(selector).replaceAll(""))
                .distinct()
                .toList();
    }

    @SuppressWarnings("unchecked") // as the file has it
    private static List<Map<?, ?>> list(Map<?, ?> parent, String name) {
        return (List<Map<?, ?>>) Objects.requireNonNull(parent.get(name));
    }

    @SuppressWarnings("unchecked") // as the file has it
    private static Map<String, String> texts(Map<?, ?> parent, String name) {
        return (Map<String, String>) Objects.requireNonNull(parent.get(name));
    }
}
