package dev.rollcall.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabasePropertiesTest {

    private static final Duration VALID = Duration.ofSeconds(4);

    @ParameterizedTest
    @CsvSource({"PT0S", "PT0.099S", "-PT1S", "PT24H0.001S"})
    void refusesLimitsOutOfRange(Duration invalid) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseProperties(invalid, VALID, VALID))
                .withMessage("rollcall.database.statement-timeout must be from PT0.1S to PT24H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseProperties(VALID, invalid, VALID))
                .withMessage("rollcall.database.lock-timeout must be from PT0.1S to PT24H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseProperties(VALID, VALID, invalid))
                .withMessage("rollcall.database.idle-in-transaction-timeout must be from PT0.1S to PT24H");
    }

    /** The server should report a timeout before the driver gives up. */
    @Test
    void theDriverGivesUpAfterTheServer() {
        assertThat(new DatabaseProperties(VALID, VALID, VALID).socketTimeoutSeconds())
                .isEqualTo(5);
        assertThat(new DatabaseProperties(Duration.ofMillis(100), VALID, VALID).socketTimeoutSeconds())
                .isEqualTo(2);
    }
}
