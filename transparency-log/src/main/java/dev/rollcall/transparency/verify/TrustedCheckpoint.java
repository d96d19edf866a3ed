package dev.rollcall.transparency.verify;

import dev.rollcall.transparency.Checkpoint;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checkpoints that the log itself signed. */
final class TrustedCheckpoint {

    private TrustedCheckpoint() {}

    /**
     * Reads a file with a checkpoint.
     *
     * @throws IOException if there is none
     * @throws WrongExport if it is not signed with the key, or of another log
     */
    static Checkpoint read(Path file, VerifierKey key) throws IOException, WrongExport {
        try {
            SignedNote note = SignedNote.parse(Files.readString(file));
            if (!note.isSignedBy(key)) {
                throw new WrongExport(file + " is not signed with the key " + key);
            }
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (!checkpoint.origin().equals(key.name())) {
                throw new WrongExport(file + " is a checkpoint of another log: " + checkpoint.origin());
            }
            return checkpoint;
        } catch (IllegalArgumentException unreadable) {
            throw new IOException(file + " " + unreadable.getMessage(), unreadable);
        }
    }
}
