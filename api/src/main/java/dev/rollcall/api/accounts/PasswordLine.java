package dev.rollcall.api.accounts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a password that a file or the standard input consists of: one line of UTF-8. */
public final class PasswordLine {

    private static final int LONGEST = 8_192;

    private PasswordLine() {}

    /**
     * @return the line without its end; all other white space belongs to the password
     * @throws IOException if the input cannot be read, is not UTF-8, or has more than one line
     */
    public static String read(InputStream input) throws IOException {
        byte[] bytes = input.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new IOException("is longer than a password may be");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        String line = text.replaceFirst("\\r?\\n$", "");
        if (line.contains("\n")) {
            throw new IOException("has more than one line");
        }
        return line;
    }
}
