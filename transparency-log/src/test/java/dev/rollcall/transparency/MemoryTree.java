package dev.rollcall.transparency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A tree that keeps its complete subtrees in memory, as the tables keep them. */
final class MemoryTree {

    private final GrowingTree tree = new GrowingTree();
    private final Map<Subtree, byte[]> hashes = new HashMap<>();
    private final List<byte[]> roots = new ArrayList<>(List.of(tree.root()));

    static MemoryTree of(List<byte[]> leaves) {
        MemoryTree memory = new MemoryTree();
        leaves.forEach(leaf -> memory.append(TreeHash.ofLeaf(leaf)));
        return memory;
    }

    private void append(byte[] leafHash) {
        hashes.put(new Subtree(0, tree.size()), leafHash);
        tree.append(leafHash, hashes::put);
        roots.add(tree.root());
    }

    byte[] hash(Subtree subtree) {
        return Objects.requireNonNull(hashes.get(subtree), subtree::toString);
    }

    byte[] leaf(long index) {
        return hash(new Subtree(0, index));
    }

    byte[] root(int size) {
        return roots.get(size);
    }

    List<byte[]> hashes(List<LeafRange> ranges) {
        return ranges.stream().map(range -> range.hash(this::hash)).toList();
    }

    List<byte[]> inclusion(long leaf, long size) {
        return hashes(LeafRange.inclusionProof(leaf, size));
    }

    List<byte[]> consistency(long from, long to) {
        return hashes(LeafRange.consistencyProof(from, to));
    }
}
