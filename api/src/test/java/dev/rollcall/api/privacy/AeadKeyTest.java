package dev.rollcall.api.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AeadKeyTest {

    private static final byte[] KEY = AeadKey.random();

    private static final byte[] CONTEXT = "context".getBytes(UTF_8);

    private final Aead key = AeadKey.of(KEY);

    @ParameterizedTest
    @ValueSource(strings = {"", "a device"})
    void sealsAndOpensWhatTinkOpensAndSeals(String text) throws GeneralSecurityException {
        byte[] plaintext = text.getBytes(UTF_8);
        Aead tink = new AesGcmJce(KEY);

        assertThat(key.decrypt(tink.encrypt(plaintext, CONTEXT), CONTEXT)).isEqualTo(plaintext);
        assertThat(tink.decrypt(key.encrypt(plaintext, CONTEXT), CONTEXT)).isEqualTo(plaintext);
        assertThat(key.decrypt(key.encrypt(plaintext, CONTEXT), CONTEXT)).isEqualTo(plaintext);
    }

    @Test
    void neverUsesANonceTwice() throws GeneralSecurityException {
        byte[] once = key.encrypt(CONTEXT, CONTEXT);
        byte[] again = key.encrypt(CONTEXT, CONTEXT);

        assertThat(Arrays.copyOf(once, 12)).isNotEqualTo(Arrays.copyOf(again, 12));
    }

    @Test
    void opensNothingThatWasChanged() throws GeneralSecurityException {
        byte[] sealed = key.encrypt("a device".getBytes(UTF_8), CONTEXT);

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertFails(changed, CONTEXT);
        }
        for (int length = 0; length < sealed.length; length++) {
            assertFails(Arrays.copyOf(sealed, length), CONTEXT);
        }
        assertFails(sealed, "another context".getBytes(UTF_8));
    }

    @Test
    void opensNothingOfAnotherKey() throws GeneralSecurityException {
        byte[] sealed = AeadKey.of(AeadKey.random()).encrypt(CONTEXT, CONTEXT);

        assertFails(sealed, CONTEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void refusesKeysOfAnotherLength(int length) {
        assertThatThrownBy(() -> AeadKey.of(new byte[length])).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertFails(byte[] sealed, byte[] context) {
        assertThatThrownBy(() -> key.decrypt(sealed, context)).isInstanceOf(GeneralSecurityException.class);
    }
}
