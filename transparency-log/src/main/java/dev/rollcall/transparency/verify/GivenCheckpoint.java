package dev.rollcall.transparency.verify;

import dev.rollcall.transparency.Checkpoint;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A checkpoint in a file. Its signature is checked when the keys of the log are known. */
record GivenCheckpoint(Path file, SignedNote note, Checkpoint checkpoint) {

    /**
     * Reads a checkpoint from a file.
     *
     * @throws IOException if the file cannot be read or is not a checkpoint
     * @throws VerificationFailure if the checkpoint belongs to another log
     */
    static GivenCheckpoint read(Path file, VerifierKey key) throws IOException, VerificationFailure {
        try {
            SignedNote note = SignedNote.parse(Files.readString(file));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (!checkpoint.origin().equals(key.name())) {
                throw new VerificationFailure(file + " is a checkpoint of another log: " + checkpoint.origin());
            }
            return new GivenCheckpoint(file, note, checkpoint);
        } catch (IllegalArgumentException unreadable) {
            throw new IOException(file + " " + unreadable.getMessage(), unreadable);
        }
    }

    void requireSigned(KeyChain keys) throws VerificationFailure {
        keys.requireSigned(note, checkpoint.size(), file.toString());
    }
}
