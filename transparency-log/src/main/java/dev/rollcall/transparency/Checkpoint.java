package dev.rollcall.transparency;

import java.util.Base64;

/** The origin, size and root hash of a log at some size (c2sp.org/tlog-checkpoint). */
public record Checkpoint(String origin, long size, byte[] rootHash) {

    private static final int LINES = 3;

    /** @throws IllegalArgumentException if the text is not a checkpoint */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length <= LINES || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("is not a checkpoint: must have the lines origin, size and root hash");
        }
        byte[] rootHash = Base64.getDecoder().decode(lines[2]);
        if (rootHash.length != TreeHash.LENGTH) {
            throw new IllegalArgumentException("is not a checkpoint: its root hash must have 32 bytes");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), rootHash);
    }

    /** Returns the text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(rootHash) + "\n";
    }
}
