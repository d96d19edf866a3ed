package dev.rollcall.transparency;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A Merkle tree that grows by appended leaves. It keeps only the hashes from which its root is computed. */
public final class GrowingTree {

    private final @Nullable byte[][] completeByLevel = new byte[Long.SIZE][];

    private long size;

    /** Creates a tree without leaves. */
    public GrowingTree() {}

    /** Creates a tree of a size from the hashes of its complete subtrees. */
    public GrowingTree(long size, Function<Subtree, byte[]> hashes) {
        this.size = size;
        Subtree.cover(0, size).forEach(subtree -> completeByLevel[subtree.level()] = hashes.apply(subtree));
    }

    public long size() {
        return size;
    }

    public void append(byte[] leafHash) {
        append(leafHash, (subtree, hash) -> {});
    }

    /** @param completed receives each subtree that this leaf completes, except the leaf itself */
    public void append(byte[] leafHash, BiConsumer<Subtree, byte[]> completed) {
        byte[] hash = leafHash;
        int level = 0;
        for (byte[] left = completeByLevel[0]; left != null; left = completeByLevel[level]) {
            hash = TreeHash.ofNode(left, hash);
            completeByLevel[level] = null;
            level++;
            completed.accept(new Subtree(level, size >>> level), hash);
        }
        completeByLevel[level] = hash;
        size++;
    }

    public byte[] root() {
        byte[] root = null;
        for (byte[] complete : completeByLevel) {
            if (complete != null) {
                root = root == null ? complete : TreeHash.ofNode(complete, root);
            }
        }
        return root == null ? TreeHash.ofNothing() : root;
    }
}
