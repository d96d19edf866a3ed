package dev.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a session expires, and why (S1-4, S2-5). */
class ExpiryTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"PT1H, PT2H, PT1H, IDLE", "PT2H, PT1H, PT1H, ABSOLUTE", "PT1H, PT1H, PT1H, ABSOLUTE"})
    void isTheEarlierOfBothTimeoutsAndTheAbsoluteOneIfTheyAreEqual(
            Duration idle, Duration absolute, Duration due, ExpiryCause cause) {
        Expiry expiry = Expiry.of(NOON, idle, NOON.plus(absolute));
        assertThat(expiry).isEqualTo(new Expiry(cause, NOON.plus(due)));
    }

    @ParameterizedTest
    @CsvSource({"-PT0.001S, false", "PT0S, true", "PT1H, true"})
    void isDueFromItsVeryInstantOn(Duration later, boolean due) {
        Expiry expiry = new Expiry(ExpiryCause.IDLE, NOON);
        assertThat(expiry.isDueAt(NOON.plus(later))).isEqualTo(due);
    }
}
