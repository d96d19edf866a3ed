package dev.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "june_doe", "auth0|5f7c", "Ünïcödé", "a b", "👩‍💻", "\u00a0a"})
    void isAnythingThatCanBeReadAndReadsAsItIs(String value) {
        assertThat(new UserId(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\nb", "a\u0000", "\u007f", "a\u0085b", "\ud83d", "\ude00a", "a\ud83db"})
    void isNeverBlankAndHasNoControlCharactersOrUnpairedSurrogates(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserId(value))
                .withMessage("a user id must not be blank, and must have at most 255 characters,"
                        + " without control characters or unpaired surrogates");
    }

    @Test
    void hasUpTo255Characters() {
        assertThat(new UserId("a".repeat(255)).value()).hasSize(255);
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId("a".repeat(256)));
    }

    @Test
    void isCaseSensitive() {
        assertThat(new UserId("Alice")).isNotEqualTo(new UserId("alice"));
    }
}
