package dev.rollcall.transparency;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A proof that the log of a size contains a leaf (RFC 6962 section 2.1.1).
 *
 * @param hashes the hashes of the sibling subtrees on the path from the leaf to the root
 */
public record InclusionProof(long index, long size, List<byte[]> hashes) {

    /**
     * Returns the hashes on the path from a leaf to the root, both included.
     *
     * @return empty if the index is not less than the size, or the proof has more or fewer hashes than the path has
     *     steps
     */
    public Optional<List<byte[]>> pathFrom(byte[] leafHash) {
        if (index >= size) {
            return Optional.empty();
        }
        List<byte[]> path = new ArrayList<>(List.of(leafHash));
        byte[] hash = leafHash;
        long node = index;
        long last = size - 1;
        for (byte[] sibling : hashes) {
            if (last == 0) {
                return Optional.empty();
            }
            boolean isRight = node % 2 == 1 || node == last;
            hash = isRight ? TreeHash.ofNode(sibling, hash) : TreeHash.ofNode(hash, sibling);
            path.add(hash);
            while (isRight && node % 2 == 0 && node != 0) {
                node /= 2;
                last /= 2;
            }
            node /= 2;
            last /= 2;
        }
        return last == 0 ? Optional.of(path) : Optional.empty();
    }
}
