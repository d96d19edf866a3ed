package dev.rollcall.transparency;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The leaves from {@code begin} (inclusive) to {@code end} (exclusive), split as RFC 6962 section 2.1 defines. */
public record LeafRange(long begin, long end) {

    /** Returns the ranges whose hashes prove that a leaf is in the tree: PATH of RFC 6962 section 2.1.1. */
    public static List<LeafRange> inclusionProof(long leaf, long size) {
        List<LeafRange> proof = new ArrayList<>();
        LeafRange tree = new LeafRange(0, size);
        while (tree.length() > 1) {
            boolean isLeft = leaf < tree.middle();
            proof.add(0, isLeft ? tree.right() : tree.left());
            tree = isLeft ? tree.left() : tree.right();
        }
        return proof;
    }

    /**
     * Returns the ranges whose hashes prove that the tree of {@code to} leaves continues the tree of {@code from}
     * leaves: PROOF of RFC 6962 section 2.1.2.
     */
    public static List<LeafRange> consistencyProof(long from, long to) {
        List<LeafRange> proof = new ArrayList<>();
        LeafRange tree = new LeafRange(0, to);
        while (from != tree.end) {
            boolean isLeft = from <= tree.middle();
            proof.add(0, isLeft ? tree.right() : tree.left());
            tree = isLeft ? tree.left() : tree.right();
        }
        if (tree.begin > 0) {
            proof.add(0, tree);
        }
        return proof;
    }

    /** Computes the hash of the range from the hashes of complete subtrees: MTH of RFC 6962 section 2.1. */
    public byte[] hash(Function<Subtree, byte[]> hashes) {
        List<Subtree> cover = Subtree.cover(begin, end);
        if (cover.isEmpty()) {
            return TreeHash.ofNothing();
        }
        byte[] hash = hashes.apply(cover.get(cover.size() - 1));
        for (int i = cover.size() - 2; i >= 0; i--) {
            hash = TreeHash.ofNode(hashes.apply(cover.get(i)), hash);
        }
        return hash;
    }

    private long length() {
        return end - begin;
    }

    /** Returns where the range is split: after the largest power of two that is smaller than its length. */
    private long middle() {
        return begin + Long.highestOneBit(length() - 1);
    }

    private LeafRange left() {
        return new LeafRange(begin, middle());
    }

    private LeafRange right() {
        return new LeafRange(middle(), end);
    }
}
