package dev.rollcall.transparency.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.transparency.KeyReplacement;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.VerifierKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A key of a log, which signs any text. */
record TestKey(String log, KeyPair pair) {

    static TestKey create() {
        try {
            return new TestKey(
                    "log.example", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    VerifierKey verifier() {
        byte[] encoded = pair.getPublic().getEncoded();
        return new VerifierKey(log, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    String sign(String text) {
        return signed(text, this);
    }

    /** Returns the statement that replaces one key by another, with the signatures of the given keys. */
    static String replacement(TestKey before, TestKey after, TestKey... signers) {
        return signed(new KeyReplacement(before.verifier(), after.verifier()).text(), signers);
    }

    private static String signed(String text, TestKey... signers) {
        List<SignedNote.Signature> signatures =
                Stream.of(signers).map(key -> key.signature(text)).toList();
        return new SignedNote(text, signatures).toString();
    }

    private SignedNote.Signature signature(String text) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(text.getBytes(UTF_8));
            return new SignedNote.Signature(verifier().name(), verifier().id(), signer.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
