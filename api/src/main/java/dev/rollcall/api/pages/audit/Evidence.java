package dev.rollcall.api.pages.audit;

import dev.rollcall.transparency.InclusionProof;
import dev.rollcall.transparency.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows whether an event is as it was logged, with everything that is needed to check it.
 *
 * @param line the event as it is now, in the form in which it is logged; null if it is gone
 * @param path the hashes from the line to the root, as the server computes them
 * @param logged the hashes from the logged hash of the event to the root
 * @param proven whether this root is the root of the checkpoint
 */
record Evidence(InclusionProof proof, @Nullable String line, List<String> path, List<String> logged, boolean proven) {

    /** @param leafHash the hash of the event as it was logged */
    static Evidence of(InclusionProof proof, byte @Nullable [] line, byte[] leafHash, byte[] rootHash) {
        List<byte[]> path =
                line == null ? List.of() : proof.pathFrom(TreeHash.ofLeaf(line)).orElse(List.of());
        return new Evidence(
                proof,
                line == null ? null : new String(line, StandardCharsets.UTF_8),
                path.stream().map(Evidence::base64).toList(),
                proof.pathFrom(leafHash).orElse(List.of()).stream()
                        .map(Evidence::base64)
                        .toList(),
                !path.isEmpty() && Arrays.equals(path.get(path.size() - 1), rootHash));
    }

    /** Returns the hashes of the proof in base64. */
    public List<String> hashes() {
        return proof.hashes().stream().map(Evidence::base64).toList();
    }

    /** @param root of the checkpoint, in base64 */
    PathPicture picture(String root) {
        return PathPicture.of(proof, hashes(), path, logged, root);
    }

    private static String base64(byte[] hash) {
        return Base64.getEncoder().encodeToString(hash);
    }
}
