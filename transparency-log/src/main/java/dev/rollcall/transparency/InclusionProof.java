package dev.rollcall.transparency;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves that the log of a size has a leaf (RFC 6962 section 2.1.1).
 *
 * @param hashes those of the subtrees beside the way from the leaf to the root
 */
public record InclusionProof(long index, long size, List<byte[]> hashes) {

    /**
     * The hashes on the way from a leaf to the root, both included.
     *
     * @return empty if there is no such leaf, or the proof has more or fewer hashes than the way has steps
     */
    public Optional<List<byte[]>> wayFrom(byte[] leafHash) {
        if (index >= size) {
            return Optional.empty();
        }
        List<byte[]> way = new ArrayList<>(List.of(leafHash));
        byte[] hash = leafHash;
        long node = index;
        long last = size - 1;
        for (byte[] beside : hashes) {
            if (last == 0) {
                return Optional.empty();
            }
            boolean isRight = node % 2 == 1 || node == last;
            hash = isRight ? TreeHash.ofNode(beside, hash) : TreeHash.ofNode(hash, beside);
            way.add(hash);
            while (isRight && node % 2 == 0 && node != 0) {
                node /= 2;
                last /= 2;
            }
            node /= 2;
            last /= 2;
        }
        return last == 0 ? Optional.of(way) : Optional.empty();
    }
}
