package dev.rollcall.transparency;

/**
 * The statement by which a log replaces its key. Both keys sign it: the earlier one so that nobody else can introduce a
 * key, the later one to prove that its owner does. It stands in the log, and what comes after it is signed with the later
 * key. Its first line is no name of a log, so it cannot be taken for a checkpoint.
 */
public record KeyReplacement(VerifierKey before, VerifierKey after) {

    private static final String TITLE = "The key of this log is replaced";

    private static final int LINES = 3;

    /** @throws IllegalArgumentException if it is not a replacement, or not signed with both keys */
    public static KeyReplacement parse(String signed) {
        SignedNote note = SignedNote.parse(signed);
        String[] lines = note.text().split("\n");
        if (lines.length != LINES || !lines[0].equals(TITLE)) {
            throw new IllegalArgumentException("is not a statement that replaces a key");
        }
        KeyReplacement replacement = new KeyReplacement(VerifierKey.parse(lines[1]), VerifierKey.parse(lines[2]));
        if (!replacement.before.name().equals(replacement.after.name())) {
            throw new IllegalArgumentException("is about keys of two logs");
        }
        if (!note.isSignedBy(replacement.before) || !note.isSignedBy(replacement.after)) {
            throw new IllegalArgumentException("is not signed with both keys");
        }
        return replacement;
    }

    /** Returns the text that both keys sign. */
    public String text() {
        return TITLE + "\n" + before + "\n" + after + "\n";
    }
}
