package dev.rollcall.api.operations.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** S4-3: invalid clean-up settings stop the start. */
class CleanupPropertiesTest {

    @EnableConfigurationProperties(CleanupProperties.class)
    static class Settings {}

    private final ApplicationContextRunner start = new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void runsEverySixHoursAndKeepsReasonsForAMonth() {
        start.run(started -> assertThat(started.getBean(CleanupProperties.class))
                .isEqualTo(new CleanupProperties(Duration.ofHours(6), Duration.ofDays(30))));
    }

    @ParameterizedTest
    @CsvSource({
        "rollcall.sweep.interval=PT0S, rollcall.sweep.interval must be between 1 second and 3650 days",
        "rollcall.sweep.interval=-PT6H, rollcall.sweep.interval must be between 1 second and 3650 days",
        "rollcall.sweep.interval=P3650DT1S, rollcall.sweep.interval must be between 1 second and 3650 days",
        "rollcall.sweep.interval=often, rollcall.sweep.interval",
        "rollcall.sweep.keep-ended=PT0.9S, rollcall.sweep.keep-ended must be between 1 second and 3650 days",
        "rollcall.sweep.keep-ended=never, rollcall.sweep.keep-ended"
    })
    void namesTheInvalidSetting(String setting, String message) {
        start.withPropertyValues(setting)
                .run(stopped -> assertThat(stopped.getStartupFailure()).hasStackTraceContaining(message));
    }
}
