package dev.rollcall.api.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Which names a cell may have. */
class CellTest {

    @EnableConfigurationProperties(Cell.class)
    static class Settings {}

    private final ApplicationContextRunner start = new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void hasNoNameUnlessOneIsGiven() {
        start.run(
                started -> assertThat(started.getBean(Cell.class).name("rt1.x")).isEqualTo("rt1.x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "eu1", "1", "north-america-02"})
    void namesWhatItSigns(String name) {
        start.withPropertyValues("rollcall.cell=" + name).run(started -> {
            Cell cell = started.getBean(Cell.class);

            assertThat(cell.name("rt1.x")).isEqualTo(name + ".rt1.x");
            assertThat(cell.withoutName(name + ".rt1.x")).isEqualTo("rt1.x");
            assertThat(cell.withoutName("rt1.x")).isEqualTo("rt1.x");
            assertThat(cell.withoutName("other.rt1.x")).isEqualTo("other.rt1.x");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EU1", "eu.1", "eu_1", "é", "a-name-of-17-char", "rt1", "bc1"})
    void stopsTheStartUnderAnyOtherName(String name) {
        start.withPropertyValues("rollcall.cell=" + name)
                .run(stopped -> assertThat(stopped.getStartupFailure()).hasStackTraceContaining("rollcall.cell"));
    }
}
