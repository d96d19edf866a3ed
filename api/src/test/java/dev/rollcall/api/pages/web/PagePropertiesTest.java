package dev.rollcall.api.pages.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Invalid page settings stop the start. */
class PagePropertiesTest {

    private static final String SETTING = "rollcall.pages.password-again-after";

    @EnableConfigurationProperties(PageProperties.class)
    static class Settings {}

    private final ApplicationContextRunner start = new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void asksForThePasswordAgainAfterTenMinutes() {
        start.run(started -> assertThat(started.getBean(PageProperties.class))
                .isEqualTo(new PageProperties(Duration.ofMinutes(10))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "PT24H1S", "later"})
    void namesTheInvalidSetting(String value) {
        start.withPropertyValues(SETTING + "=" + value)
                .run(stopped -> assertThat(stopped.getStartupFailure()).hasStackTraceContaining(SETTING));
    }
}
