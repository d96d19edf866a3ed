package dev.rollcall.api.operations.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Invalid settings of the warm-up stop the start. */
class WarmUpPropertiesTest {

    @EnableConfigurationProperties(WarmUpProperties.class)
    static class Settings {}

    private final ApplicationContextRunner start = new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void takesAtMostFiveSeconds() {
        start.run(started -> assertThat(started.getBean(WarmUpProperties.class))
                .isEqualTo(new WarmUpProperties(Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1s", "PT1M0.001S", "always"})
    void namesTheInvalidSetting(String value) {
        start.withPropertyValues("rollcall.warm-up.at-most=" + value)
                .run(stopped ->
                        assertThat(stopped.getStartupFailure()).hasStackTraceContaining("rollcall.warm-up.at-most"));
    }
}
