package dev.rollcall.client.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.client.RollcallAuthenticationConverter;
import dev.rollcall.client.autoconfigure.RollcallClientAutoConfiguration;
import dev.rollcall.client.autoconfigure.RollcallClientProperties;
import dev.rollcall.client.autoconfigure.RollcallServletAutoConfiguration;
import dev.rollcall.client.endings.EndingsFollower;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.oauth2.jwt.JwtDecoder;

class SettingsTest {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RollcallClientAutoConfiguration.class,
                    RollcallServletAutoConfiguration.class,
                    ServletWebSecurityAutoConfiguration.class));

    private final WebApplicationContextRunner complete = runner.withPropertyValues(
            "rollcall.client.issuer=http://127.0.0.1:1",
            "rollcall.client.client-id=orders",
            "rollcall.client.client-secret=a secret",
            "rollcall.client.follow-endings=false");

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "client-id", "client-secret"})
    void aMissingSettingIsNamed(String name) {
        complete.withPropertyValues("rollcall.client." + name + "=")
                .run(service -> assertThat(service.getStartupFailure())
                        .hasStackTraceContaining("rollcall.client." + name + " must be set"));
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, auth.example.org",
        "issuer, ftp://auth.example.org",
        "base-url, https://auth.example.org/?a=b",
        "client-id, a:b",
        "max-staleness, 100ms",
        "max-staleness, 1h",
        "request-timeout, 0s",
        "clock-skew, -1s",
        "most-remembered, 0",
        "most-introspections, 100000",
    })
    void aSettingThatMakesNoSenseIsNamed(String name, String value) {
        complete.withPropertyValues("rollcall.client." + name + "=" + value)
                .run(service -> assertThat(service.getStartupFailure())
                        .hasStackTraceContaining("rollcall.client." + name + " must"));
    }

    @Test
    void theRestHasDefaults() {
        complete.run(service -> {
            RollcallClientProperties settings = service.getBean(RollcallClientProperties.class);
            assertThat(settings.audience()).isEqualTo("rollcall");
            assertThat(settings.maxStaleness()).isEqualTo(Duration.ofSeconds(1));
            assertThat(settings.reachedAt()).isEqualTo("http://127.0.0.1:1");
            assertThat(settings.toString()).doesNotContain("a secret");
        });
    }

    @Test
    void anIssuerThatIsNoUrlNeedsABaseUrl() {
        complete.withPropertyValues("rollcall.client.issuer=our-rollcall", "rollcall.client.base-url=http://[::1]:1/")
                .run(service -> assertThat(
                                service.getBean(RollcallClientProperties.class).reachedAt())
                        .isEqualTo("http://[::1]:1"));
    }

    @Test
    void canBeTurnedOff() {
        runner.withPropertyValues("rollcall.client.enabled=false")
                .run(service -> assertThat(service)
                        .hasNotFailed()
                        .doesNotHaveBean(EndingsFollower.class)
                        .doesNotHaveBean(JwtDecoder.class));
    }

    @Test
    void beansOfTheApplicationComeFirst() {
        JwtDecoder own = token -> {
            throw new UnsupportedOperationException();
        };
        RollcallAuthenticationConverter converter = new RollcallAuthenticationConverter("");
        complete.withBean("ownDecoder", JwtDecoder.class, () -> own)
                .withBean("ownConverter", RollcallAuthenticationConverter.class, () -> converter)
                .run(service -> {
                    assertThat(service.getBean(JwtDecoder.class)).isSameAs(own);
                    assertThat(service.getBean(RollcallAuthenticationConverter.class))
                            .isSameAs(converter);
                });
    }
}
