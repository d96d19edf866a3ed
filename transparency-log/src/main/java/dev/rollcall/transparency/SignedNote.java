package dev.rollcall.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with signatures (c2sp.org/signed-note).
 *
 * @param text including its final newline
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final int MOST_SIGNATURES = 100;

    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x09\\x0b-\\x1f]");

    private static final Pattern SIGNATURE = Pattern.compile("\u2014 (\\S+) ([A-Za-z0-9+/=]+)");

    public record Signature(String name, int keyId, byte[] bytes) {

        private static Signature parse(String line) {
            Matcher parts = SIGNATURE.matcher(line);
            if (!parts.matches()) {
                throw new IllegalArgumentException("has a line below its text that is not a signature");
            }
            byte[] bytes = Base64.getDecoder().decode(parts.group(2));
            if (bytes.length <= Integer.BYTES) {
                throw new IllegalArgumentException("has a signature that is too short");
            }
            return new Signature(
                    parts.group(1),
                    ByteBuffer.wrap(bytes).getInt(),
                    Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
        }

        @Override
        public String toString() {
            byte[] withId = ByteBuffer.allocate(Integer.BYTES + bytes.length)
                    .putInt(keyId)
                    .put(bytes)
                    .array();
            return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(withId) + "\n";
        }
    }

    /** @throws IllegalArgumentException if it is not a signed note */
    public static SignedNote parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0
                || end + 2 == note.length()
                || !note.endsWith("\n")
                || FORBIDDEN.matcher(note).find()) {
            throw new IllegalArgumentException("is not a signed note");
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line : note.substring(end + 2, note.length() - 1).split("\n", MOST_SIGNATURES)) {
            signatures.add(Signature.parse(line));
        }
        return new SignedNote(note.substring(0, end + 1), List.copyOf(signatures));
    }

    /** Returns whether the key signed the text, and all signatures by the key are valid. */
    public boolean isSignedBy(VerifierKey key) {
        List<Signature> byKey = signatures.stream()
                .filter(signature -> signature.name().equals(key.name()) && signature.keyId() == key.id())
                .toList();
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        return !byKey.isEmpty() && byKey.stream().allMatch(signature -> key.verifies(signed, signature.bytes()));
    }

    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(note::append);
        return note.toString();
    }
}
