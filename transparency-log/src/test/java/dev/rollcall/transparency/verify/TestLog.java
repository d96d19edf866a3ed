package dev.rollcall.transparency.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.transparency.CanonicalJson;
import dev.rollcall.transparency.Checkpoint;
import dev.rollcall.transparency.GrowingTree;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.TreeHash;
import dev.rollcall.transparency.VerifierKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;

/** A log that signs any text. */
public final class TestLog {

    private static final KeyPair KEYS = keys();

    public static final VerifierKey KEY = new VerifierKey("log.example", publicKey());

    private TestLog() {}

    static String line(int index, String user) throws IOException {
        String json =
                "{\"index\":%d,\"eventId\":\"e\",\"userId\":\"%s\",\"sequence\":0,\"type\":\"T\",\"revision\":null,"
                                .formatted(index, user)
                        + "\"recordedAt\":\"2026-01-01T12:00:00Z\",\"payload\":{}}";
        return new String(CanonicalJson.of(json.getBytes(UTF_8)), UTF_8);
    }

    static String checkpoint(String origin, List<String> lines) {
        GrowingTree tree = new GrowingTree();
        lines.forEach(line -> tree.append(TreeHash.ofLeaf(line.getBytes(UTF_8))));
        return new Checkpoint(origin, tree.size(), tree.root()).text();
    }

    public static String sign(String text) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(KEYS.getPrivate());
            signer.update(text.getBytes(UTF_8));
            var signature = new SignedNote.Signature(KEY.name(), KEY.id(), signer.sign());
            return new SignedNote(text, List.of(signature)).toString();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] publicKey() {
        byte[] encoded = KEYS.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }
}
