package dev.rollcall.api.operations.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The alerts say what to do, and fire when they should, as Prometheus's own tool judges. */
class AlertsTest {

    private static final Path DOCUMENT = Path.of("../docs/monitoring.md");

    private final List<Alert> alerts = Alert.readAll();

    @Test
    void everyAlertIsExplained() {
        assertThat(alerts).hasSizeGreaterThan(20).allSatisfy(alert -> {
            assertThat(alert.name()).startsWith("Rollcall");
            assertThat(alert.labels()).containsOnlyKeys("severity");
            assertThat(alert.labels().get("severity")).isIn("critical", "warning");
            assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
            assertThat(alert.annotations().values()).noneMatch(String::isBlank);
        });
        assertThat(alerts.stream().map(Alert::name)).doesNotHaveDuplicates();
    }

    @Test
    void everyAlertHasASectionInTheDocument() throws IOException {
        List<String> sections = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring("### ".length()))
                .toList();

        assertThat(alerts.stream().map(Alert::name))
                .containsExactlyInAnyOrderElementsOf(sections.stream()
                        .filter(section -> section.startsWith("Rollcall"))
                        .toList());
        assertThat(alerts)
                .allSatisfy(alert -> assertThat(alert.annotations().get("runbook_url"))
                        .isEqualTo("docs/monitoring.md#" + alert.name().toLowerCase(Locale.ROOT)));
    }

    @Test
    @EnabledIf(
            value = "dev.rollcall.api.operations.monitoring.Prometheus#isInstalled",
            disabledReason = "no Prometheus")
    void prometheusAcceptsConfigurationAndRules() {
        assertThat(promtool("check", "config", "prometheus.yml")).contains(alerts.size() + " rules found");
    }

    /** The cases are in {@code alerts.test.yml}: for each alert, one in which it fires, and one in which it does not. */
    @Test
    @EnabledIf(
            value = "dev.rollcall.api.operations.monitoring.Prometheus#isInstalled",
            disabledReason = "no Prometheus")
    void everyAlertFiresWhenItShouldAndNotBefore() throws IOException {
        assertThat(promtool("test", "rules", "alerts.test.yml")).contains("SUCCESS");
        String cases = Files.readString(MonitoringFiles.DIRECTORY.resolve("alerts.test.yml"));
        assertThat(alerts).allSatisfy(alert -> {
            String tested = "alertname: " + alert.name() + "\n";
            assertThat(cases).contains(tested + "        exp_alerts: []\n");
            assertThat(cases).contains(tested + "        exp_alerts:\n");
        });
    }

    private static String promtool(String... command) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(command))
                            .toList())
                    .directory(MonitoringFiles.DIRECTORY.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
