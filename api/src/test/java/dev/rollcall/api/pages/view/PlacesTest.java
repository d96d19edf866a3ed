package dev.rollcall.api.pages.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.Device;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {

    private final Places places = new Places();

    private static Device at(@Nullable String address) {
        return new Device("any", null, address);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, server",
        "::1, server",
        "10.1.2.3, private",
        "192.168.0.7, private",
        "fe80::1, private",
        "fd12:3456::1, private",
        "203.0.113.24,",
        "2001:db8::1,",
        "999.1.1.1,",
        "localhost,",
        "gateway.example,"
    })
    void saysWhatTheAddressTells(String address, @Nullable String place) {
        assertThat(places.of(at(address), null)).isEqualTo(place);
    }

    @Test
    void comparesWithTheDeviceOfThePersonWhoLooks() {
        assertThat(places.of(at("203.0.113.24"), at("203.0.113.24"))).isEqualTo("same");
        assertThat(places.of(at("10.0.0.1"), at("10.0.0.2"))).isEqualTo("private");
        assertThat(places.of(at(null), at(null))).isNull();
    }
}
