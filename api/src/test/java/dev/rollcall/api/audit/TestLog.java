package dev.rollcall.api.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.query.log.CanonicalJson;
import dev.rollcall.query.log.GrowingTree;
import dev.rollcall.query.log.TreeHash;
import java.io.IOException;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** A log that signs whatever it is told to. */
final class TestLog {

    private static final Ed25519PrivateKeyParameters PRIVATE_KEY = new Ed25519PrivateKeyParameters(new byte[32]);

    static final VerifierKey KEY =
            new VerifierKey("log.example", PRIVATE_KEY.generatePublicKey().getEncoded());

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

    static String sign(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, PRIVATE_KEY);
        signer.update(bytes, 0, bytes.length);
        var signature = new SignedNote.Signature(KEY.name(), KEY.id(), signer.generateSignature());
        return new SignedNote(text, List.of(signature)).toString();
    }
}
