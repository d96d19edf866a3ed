package dev.rollcall.api.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.PemFile;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.VerifierKey;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the signing key and the origin of the transparency log come from. */
class LogKeyIT {

    @TempDir
    static Path directory;

    private final TestDatabase database = TestDatabase.create();

    @Test
    void areKeptFromTheFirstStart() {
        String key = keyOf("rollcall.tokens.issuer=https://id.example.org/sessions");

        assertThat(key).startsWith("id.example.org+");
        assertThat(keyOf("rollcall.tokens.issuer=https://elsewhere.example")).isEqualTo(key);
    }

    @Test
    void canBeConfigured() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        try (Node node = Node.start(
                database,
                "rollcall.audit.origin=example.com/log42",
                "rollcall.audit.signing-key=" + PemFile.ofPrivate(directory, pair))) {
            Auditor auditor = Auditor.at(node.client());
            VerifierKey key = VerifierKey.parse(auditor.key());
            byte[] encoded = pair.getPublic().getEncoded();

            assertThat(key.name()).isEqualTo("example.com/log42");
            assertThat(key.publicKey()).isEqualTo(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            assertThat(SignedNote.parse(auditor.checkpoint()).isSignedBy(key)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a log", "a+b", "a\u2003b", "a\u0007b"})
    void refusesToStartWithAnInvalidOrigin(String origin) {
        assertThatThrownBy(() ->
                        Node.start(database, "rollcall.audit.origin=" + origin).close())
                .rootCause()
                .hasMessageContaining("rollcall.audit.origin");
    }

    @Test
    void refusesToStartWithAKeyOfAnotherType() {
        Path file = PemFile.ofPrivate(directory, PemFile.newP256());

        assertThatThrownBy(() -> Node.start(database, "rollcall.audit.signing-key=" + file)
                        .close())
                .hasStackTraceContaining("rollcall.audit.signing-key: " + file)
                .hasStackTraceContaining("is not a PEM file with an Ed25519 private key");
    }

    private String keyOf(String setting) {
        try (Node node = Node.start(database, setting)) {
            return node.client().get("/audit/key").body().asString();
        }
    }
}
