package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.099S, 1, 1, rollcall.requests.body-timeout must be from PT0.1S to PT1H",
        "PT1H0.001S, 1, 1, rollcall.requests.body-timeout must be from PT0.1S to PT1H",
        "PT8S, 0, 1, rollcall.requests.max-incomplete-bodies must be from 1 to 1000000",
        "PT8S, 1, 0, rollcall.requests.max-at-once must be from 1 to 1000000",
        "PT8S, 1, 1000001, rollcall.requests.max-at-once must be from 1 to 1000000"
    })
    void refusesInvalidSettings(Duration timeout, int bodies, int atOnce, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestProperties(timeout, bodies, atOnce))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"200, 150", "10, 8", "2, 1", "1, 1"})
    void aQuarterOfTheThreadsIsForChecks(int threads, int atOnce) {
        assertThat(properties(null).atOnce(threads, false, 64)).isEqualTo(atOnce);
    }

    @ParameterizedTest
    @CsvSource({"1, 256", "2, 256", "3, 384", "64, 8192"})
    void onVirtualThreadsFewRequestsWaitForAProcessor(int processors, int atOnce) {
        assertThat(properties(null).atOnce(10, true, processors)).isEqualTo(atOnce);
    }

    @Test
    void noSettingTakesAllThreadsFromChecks() {
        assertThat(properties(199).atOnce(200, false, 2)).isEqualTo(199);
        assertThat(properties(5_000).atOnce(200, true, 2)).isEqualTo(5_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties(200).atOnce(200, false, 2))
                .withMessage("rollcall.requests.max-at-once must be less than server.tomcat.threads.max, which is 200");
    }

    private static RequestProperties properties(@Nullable Integer maxAtOnce) {
        return new RequestProperties(Duration.ofSeconds(8), 2_000, maxAtOnce);
    }
}
