package dev.rollcall.api.operations.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard for Grafana. */
record Dashboard(JsonNode json) {

    static final Path FILE = MonitoringFiles.DIRECTORY.resolve("dashboard.json");

    static Dashboard read() {
        try {
            return new Dashboard(new JsonMapper().readTree(Files.readString(FILE)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the panels with figures, without the headings. */
    List<JsonNode> panels() {
        return json.path("panels")
                .valueStream()
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .toList();
    }

    /** Returns the expressions of all panels, with values for the variables that Grafana would replace. */
    List<String> expressions() {
        return panels().stream()
                .flatMap(panel -> rawExpressions(panel).stream())
                .map(Dashboard::filledIn)
                .toList();
    }

    static List<String> rawExpressions(JsonNode panel) {
        return panel.path("targets")
                .valueStream()
                .map(target -> target.path("expr").asString(""))
                .toList();
    }

    private static String filledIn(String expression) {
        return expression.replace("$job", "rollcall").replace("$instance", ".*").replace("$__rate_interval", "1m");
    }
}
