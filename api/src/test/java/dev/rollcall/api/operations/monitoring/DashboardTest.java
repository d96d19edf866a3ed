package dev.rollcall.api.operations.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The dashboard has the form that Grafana 11 and later read, and every panel says what it shows. */
class DashboardTest {

    private static final Set<String> UNITS =
            Set.of("short", "s", "reqps", "ops", "percentunit", "bytes"); // ids of Grafana's units

    private static final int COLUMNS = 24;

    private final Dashboard dashboard = Dashboard.read();

    @Test
    void canBeProvisioned() {
        JsonNode json = dashboard.json();

        assertThat(json.path("uid").asString()).isEqualTo("rollcall");
        assertThat(json.path("title").asString()).isEqualTo("Rollcall");
        assertThat(json.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
        assertThat(json.has("id")).as("Grafana gives the id").isFalse();
        assertThat(json.has("__inputs")).as("provisioning asks nobody").isFalse();
        assertThat(json.at("/templating/list")
                        .valueStream()
                        .map(variable -> variable.path("name").asString()))
                .containsExactly("datasource", "job", "instance");
    }

    @Test
    void everyPanelSaysWhatItShows() {
        assertThat(dashboard.panels()).hasSizeGreaterThan(30).allSatisfy(panel -> {
            String title = panel.path("title").asString("");
            assertThat(title).isNotBlank();
            assertThat(panel.path("description").asString("")).as(title).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asString(""))
                    .as(title)
                    .isIn(UNITS);
            assertThat(Dashboard.rawExpressions(panel)).as(title).isNotEmpty().noneMatch(String::isBlank);
        });
        assertThat(dashboard.panels().stream().map(panel -> panel.path("title").asString() + panel.path("type")))
                .doesNotHaveDuplicates();
    }

    @Test
    void theDocumentListsEveryPanel() throws IOException {
        String document = Files.readString(Path.of("../docs/monitoring.md"));

        assertThat(dashboard.json().path("panels"))
                .allSatisfy(panel ->
                        assertThat(document).contains(panel.path("title").asString()));
    }

    @Test
    void everyPanelAsksTheChosenDataSourceForTheChosenNodes() {
        assertThat(dashboard.panels()).allSatisfy(panel -> {
            assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${datasource}");
            assertThat(panel.path("targets")).allSatisfy(target -> {
                assertThat(target.at("/datasource/uid").asString()).isEqualTo("${datasource}");
                assertThat(target.path("expr").asString()).contains("job=\"$job\"", "instance=~\"$instance\"");
            });
            assertThat(panel.path("targets")
                            .valueStream()
                            .map(target -> target.path("refId").asString()))
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void panelsFillTheGridWithoutOverlapping() {
        List<JsonNode> all = dashboard.json().path("panels").valueStream().toList();
        List<String> cells = new ArrayList<>();
        for (JsonNode panel : all) {
            JsonNode place = panel.path("gridPos");
            int x = place.path("x").asInt();
            int y = place.path("y").asInt();
            assertThat(x + place.path("w").asInt()).isLessThanOrEqualTo(COLUMNS);
            IntStream.range(y, y + place.path("h").asInt())
                    .forEach(row -> IntStream.range(x, x + place.path("w").asInt())
                            .forEach(column -> cells.add(column + "," + row)));
        }

        assertThat(cells).doesNotHaveDuplicates();
        assertThat(cells.size() % COLUMNS).as("no gaps").isZero();
        assertThat(all.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
    }
}
