package dev.rollcall.api.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class KnownSettingsTest {

    private static final KnownSettings KNOWN = KnownSettings.ofThisApplication();

    static Stream<KnownSetting> settingsWithoutFreeKeys() {
        return KNOWN.all().stream().filter(setting -> !setting.name().endsWith(".*"));
    }

    @ParameterizedTest
    @MethodSource("settingsWithoutFreeKeys")
    void areFoundUnderTheirEnvironmentVariables(KnownSetting setting) {
        for (String variable : List.of(
                setting.variable(),
                setting.toString()
                        .toUpperCase(java.util.Locale.ROOT)
                        .replace("-", "")
                        .replaceAll("\\W+", "_")
                        .replaceAll("_$", ""))) {
            PropertySource<?> environment = environment(variable, "x");

            assertThatCode(() -> check(environment)).doesNotThrowAnyException();
            assertThat(ConfigurationPropertySources.from(environment)
                            .iterator()
                            .next()
                            .getConfigurationProperty(ConfigurationPropertyName.of(setting.toString())))
                    .as(variable)
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollcall.sessions.max-sessions",
                "rollcall.sessions.maxSessions",
                "rollcall.sessions.max_sessions",
                "rollcall.trusted-proxies",
                "rollcall.trusted-proxies[1]",
                "rollcall.trustedClients[0].id",
                "rollcall.external-issuers[1].required-claims.token_use",
                "rollcall.external-issuers[0].roles[a.b]",
                "rollcall.external-issuers[0].session-claims[0]",
                "rollcallish.key",
                "rolls"
            })
    void areAcceptedAsSpringReadsThem(String key) {
        assertThatCode(() -> check(new MapPropertySource("file", Map.of(key, "x"))))
                .doesNotThrowAnyException();
    }

    @Test
    void anEmptySectionIsAccepted() {
        assertThatCode(() -> check(new MapPropertySource("file", Map.of("rollcall.sessions", ""))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rollcall.session.max-sessions             | rollcall.sessions.max-sessions
            rollcall.max-sessions                     | rollcall.sessions.max-sessions
            rollcall.sessions.max-session             | rollcall.sessions.max-sessions
            rollcall.sessions                         | rollcall.sessions.
            rollcall.demo-user                        | rollcall.demo-users
            rollcall.trusted-clients[0].name          | rollcall.trusted-clients[0].
            rollcall.external-issuers[0].audience     | rollcall.external-issuers[0].audiences
            rollcall.external-issuers.jwks-uri        | rollcall.external-issuers[0].jwks-uri
            rollcall.tokens.access-token-lifetime.max | rollcall.tokens.access-token-lifetime
            """)
    void refusesUnknownKeysSuggestingTheNearestOne(String key, String nearest) {
        assertThatThrownBy(() -> check(new MapPropertySource("file", Map.of(key, "x"))))
                .hasMessageStartingWith(key + " (file) is not a known setting. The most similar one is " + nearest);
    }

    @ParameterizedTest
    @CsvSource({
        "ROLLCALL_SESSION_MAX_SESSIONS, ROLLCALL_SESSIONS_MAX_SESSIONS",
        "ROLLCALL_MASTER_KEY, ROLLCALL_PERSONAL_DATA_MASTER_KEY",
        "ROLLCALL_TRUSTED_CLIENTS_0_NAME, ROLLCALL_TRUSTED_CLIENTS_0_",
        "ROLLCALL_SESSIONS_MAX_STARTSPERHOUR, ROLLCALL_SESSIONS_MAX_STARTS_PER_HOUR",
        "ROLLCALL_PORT, ROLLCALL_"
    })
    void refusesUnknownVariablesSuggestingTheNearestOne(String variable, String nearest) {
        assertThatThrownBy(() -> check(environment(variable, "8080")))
                .hasMessageStartingWith(
                        variable + " (systemEnvironment) is not a known setting. The most similar one is " + nearest);
    }

    @ParameterizedTest
    @CsvSource({
        "ROLLCALL_SERVICE_HOST, 10.0.0.7",
        "ROLLCALL_SERVICE_PORT, 8080",
        "ROLLCALL_SERVICE_PORT_HTTP, 8080",
        "ROLLCALL_PORT, tcp://10.0.0.7:8080",
        "ROLLCALL_PORT_8080_TCP, tcp://10.0.0.7:8080",
        "ROLLCALL_PORT_8080_TCP_PROTO, tcp",
        "ROLLCALL_PORT_8080_TCP_PORT, 8080",
        "ROLLCALL_PORT_8080_TCP_ADDR, 10.0.0.7",
        "ROLLCALL_DB_SERVICE_HOST, 10.0.0.8",
        "ROLLCALL_DB_PORT_5432_TCP_ADDR, 10.0.0.8",
        "ROLLCALL_DB_PORT, tcp://10.0.0.8:5432",
        "ROLLCALLS, whatever"
    })
    void ignoresVariablesThatKubernetesSetsForServices(String variable, String value) {
        assertThatCode(() -> check(environment(variable, value))).doesNotThrowAnyException();
    }

    @Test
    void ignoresVariablesOfServicesWithTheStarter() {
        assertThatCode(() -> check(environment("ROLLCALL_CLIENT_CLIENTSECRET", "secret")))
                .doesNotThrowAnyException();
    }

    /** A key that the code reads directly must be in additional-spring-configuration-metadata.json. */
    @Test
    void everyKeyThatTheCodeReadsIsKnown() throws IOException {
        Pattern key = Pattern.compile("\\$\\{(rollcall\\.[\\w.-]+)|getProperty\\(\"(rollcall\\.[\\w.-]+)");
        for (String module : List.of("api", "command-side", "query-side", "shared-events")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main"))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(path -> path.toString().matches(".*\\.(java|yml)"))
                        .toList()) {
                    assertThat(key.matcher(Files.readString(file))
                                    .results()
                                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1)))
                            .as(file.toString())
                            .allMatch(name -> KNOWN.contains(ConfigurationPropertyName.of(name)));
                }
            }
        }
    }

    private static PropertySource<?> environment(String name, String value) {
        return new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(name, value));
    }

    private static void check(PropertySource<?> source) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(source);
        new SettingsCheck().initialize(context);
    }
}
