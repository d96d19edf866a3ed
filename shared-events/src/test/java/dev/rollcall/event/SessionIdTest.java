package dev.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {

    /** The example from RFC 9562, appendix A.6. */
    private static final String RFC_9562 = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

    @Test
    void readsAsItsUuid() {
        SessionId id = new SessionId(RFC_9562);
        assertThat(id).hasToString(RFC_9562).isEqualTo(SessionId.of(UUID.fromString(RFC_9562)));
        assertThat(id.uuid()).isEqualTo(UUID.fromString(RFC_9562));
    }

    @ParameterizedTest
    @CsvSource({
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f, 2022-02-22T19:22:22Z",
        "00000000-0000-7000-8000-000000000000, 1970-01-01T00:00:00Z",
        "00000000-0001-7fff-bfff-ffffffffffff, 1970-01-01T00:00:00.001Z",
        "ffffffff-ffff-7000-8000-000000000000, +10889-08-02T05:31:50.655Z",
    })
    void knowsWhenItWasMadeToTheMillisecond(String value, Instant madeAt) {
        assertThat(new SessionId(value).madeAt()).isEqualTo(madeAt);
    }

    @Test
    void ofAnotherVersionHasNoTime() {
        SessionId random = new SessionId("919108f7-52d1-4320-9bac-f847db4148a8");
        assertThatIllegalStateException()
                .isThrownBy(random::madeAt)
                .withMessage("919108f7-52d1-4320-9bac-f847db4148a8 is not a version 7 UUID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "phone",
                "1-1-1-1-1",
                "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
                "017f22e279b07cc398c4dc0c0c07398f",
                "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
                " 017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
                "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
            })
    void isAUuidInCanonicalForm(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionId(value));
    }

    @Test
    void sortsByTheTimeItWasMade() {
        SessionId first = new SessionId("019b796d-d5ff-7fff-bfff-ffffffffffff");
        SessionId second = new SessionId("019b796d-d600-7000-8000-000000000000");
        SessionId third = new SessionId("f19b796d-d600-7000-8000-000000000000");
        assertThat(Stream.of(third, first, second).sorted()).containsExactly(first, second, third);
    }
}
