package dev.rollcall.transparency.verify;

import dev.rollcall.transparency.Checkpoint;
import dev.rollcall.transparency.GrowingTree;
import dev.rollcall.transparency.TreeHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The leaf hashes that an earlier verification saved, in base64, one per line. */
final class KnownHashes implements AutoCloseable {

    private static final long NONE = -1;

    private final BufferedReader reader;
    private final GrowingTree tree = new GrowingTree();
    private long firstDifference = NONE;

    private KnownHashes(Reader reader) {
        this.reader = new BufferedReader(reader);
    }

    /** @param file null for no hashes */
    static KnownHashes open(@Nullable Path file) throws IOException {
        return new KnownHashes(file == null ? Reader.nullReader() : Files.newBufferedReader(file));
    }

    /** Compares the hash of the next line with the saved one, if there is one. */
    void compare(byte[] hash) throws IOException {
        String known = reader.readLine();
        if (known == null) {
            return;
        }
        byte[] knownHash = decode(known);
        if (firstDifference == NONE && !Arrays.equals(knownHash, hash)) {
            firstDifference = tree.size();
        }
        tree.append(knownHash);
    }

    /** Returns what the saved hashes tell about lines that do not match a checkpoint. */
    String about(Checkpoint checkpoint) {
        if (firstDifference == NONE) {
            return tree.size() == 0 ? "" : ". Lines 1 to " + tree.size() + " match the leaf hashes";
        }
        String line = ". Line " + (firstDifference + 1) + " does not match the leaf hashes";
        return tree.size() == checkpoint.size() && Arrays.equals(tree.root(), checkpoint.rootHash())
                ? line + ", which match the checkpoint"
                : line;
    }

    private byte[] decode(String line) throws IOException {
        try {
            byte[] hash = Base64.getDecoder().decode(line);
            if (hash.length == TreeHash.LENGTH) {
                return hash;
            }
            throw new IOException("line " + (tree.size() + 1) + " of the leaf hashes must have 32 bytes");
        } catch (IllegalArgumentException notBase64) {
            throw new IOException("line " + (tree.size() + 1) + " of the leaf hashes is not base64", notBase64);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
