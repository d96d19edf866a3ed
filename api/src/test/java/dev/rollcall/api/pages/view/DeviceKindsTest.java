package dev.rollcall.api.pages.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceKindsTest {

    private final DeviceKinds kinds = new DeviceKinds();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1 | phone
            Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36     | phone
            Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1         | tablet
            Mozilla/5.0 (Linux; Android 13; SM-X900) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36            | tablet
            Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36     | laptop
            Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0                      | laptop
            Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0                                | laptop
            curl/8.5.0                                                                                            | terminal
            python-requests/2.32.0                                                                                | terminal
            Java/17.0.15                                                                                          | terminal
            javascript-in-a-fridge                                                                                | unknown
            """)
    void guessesTheKindFromTheUserAgent(String userAgent, String kind) {
        assertThat(kinds.of(new Device("any", userAgent, null))).isEqualTo(kind);
    }

    @Test
    void doesNotGuessWithoutAUserAgent() {
        assertThat(kinds.of(Device.ERASED)).isEqualTo("unknown");
        assertThat(kinds.of(null)).isEqualTo("unknown");
    }
}
