package dev.rollcall.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabasePropertiesTest {

    private static final Duration FINE = Duration.ofSeconds(4);

    @ParameterizedTest
    @CsvSource({"PT0S", "PT0.099S", "-PT1S", "PT24H0.001S"})
    void limitsOutOfRangeStopTheStart(Duration wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseProperties(wrong, FINE, FINE))
                .withMessage("rollcall.database.statement-timeout must be from PT0.1S to PT24H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseProperties(FINE, wrong, FINE))
                .withMessage("rollcall.database.lock-timeout must be from PT0.1S to PT24H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseProperties(FINE, FINE, wrong))
                .withMessage("rollcall.database.idle-in-transaction-timeout must be from PT0.1S to PT24H");
    }

    /** The server is to have told that it took too long before. */
    @Test
    void theDriverGivesUpAfterTheServer() {
        assertThat(new DatabaseProperties(FINE, FINE, FINE).socketTimeoutSeconds())
                .isEqualTo(5);
        assertThat(new DatabaseProperties(Duration.ofMillis(100), FINE, FINE).socketTimeoutSeconds())
                .isEqualTo(2);
    }
}
