package dev.rollcall.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts may be allowed. */
class GatewayPropertiesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.example.org",
                "App.Example.ORG",
                "localhost",
                "localhost:8088",
                "xn--bcher-kva.example",
                "192.0.2.7:8443",
                "[2001:db8::7]",
                "[::1]:8088",
            })
    void areNamesOrAddressesWithOrWithoutAPort(String host) {
        assertThat(new GatewayProperties(true, List.of(host)).allowedHosts())
                .containsExactly(host.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.example.org",
                ".example.org",
                "app.example.org.",
                "https://app.example.org",
                "app.example.org/",
                "app.example.org/orders",
                "app.example.org:",
                "app.example.org:0",
                "app.example.org:https",
                "user@app.example.org",
                "bücher.example",
                "a b",
                "a\nb",
                "[app.example.org]",
                "app_1.example.org",
            })
    void areNothingElse(String host) {
        assertThatThrownBy(() -> new GatewayProperties(false, List.of(host)))
                .hasMessageContaining("rollcall.gateway.allowed-hosts: '" + host + "' is not a host");
    }

    @Test
    void areNeededForTheCookie() {
        assertThatThrownBy(() -> new GatewayProperties(true, List.of()))
                .hasMessageContaining("rollcall.gateway.allowed-hosts must name the hosts");
        assertThat(new GatewayProperties(false, List.of()).cookie()).isFalse();
    }
}
