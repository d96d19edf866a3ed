package dev.rollcall.transparency;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Tests that text that is not JSON has no canonical form. */
class CanonicalJsonTest {

    @Test
    void nestingThatIsTooDeepIsRejected() {
        assertThatThrownBy(() -> CanonicalJson.of("[".repeat(1_000_000))).isInstanceOf(IOException.class);
    }
}
