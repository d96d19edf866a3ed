package dev.rollcall.transparency.verify;

import dev.rollcall.transparency.Checkpoint;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads checkpoints that the log itself signed. */
final class TrustedCheckpoint {

    private TrustedCheckpoint() {}

    /**
     * Reads a checkpoint from a file.
     *
     * @throws IOException if the file cannot be read or is not a checkpoint
     * @throws VerificationFailure if the checkpoint is not signed with the key, or belongs to another log
     */
    static Checkpoint read(Path file, VerifierKey key) throws IOException, VerificationFailure {
        try {
            SignedNote note = SignedNote.parse(Files.readString(file));
            if (!note.isSignedBy(key)) {
                throw new VerificationFailure(file + " is not signed with the key " + key);
            }
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (!checkpoint.origin().equals(key.name())) {
                throw new VerificationFailure(file + " is a checkpoint of another log: " + checkpoint.origin());
            }
            return checkpoint;
        } catch (IllegalArgumentException unreadable) {
            throw new IOException(file + " " + unreadable.getMessage(), unreadable);
        }
    }
}
