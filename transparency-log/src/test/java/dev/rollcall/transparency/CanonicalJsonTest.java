package dev.rollcall.transparency;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is no JSON has no canonical form. */
class CanonicalJsonTest {

    @Test
    void nestingThatIsTooDeepIsNoJson() {
        assertThatThrownBy(() -> CanonicalJson.of("[".repeat(1_000_000))).isInstanceOf(IOException.class);
    }
}
