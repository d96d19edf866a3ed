package dev.rollcall.transparency;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.erdtman.jcs.JsonCanonicalizer;

/** The canonical form of a JSON object or array (RFC 8785). */
public final class CanonicalJson {

    private static final Pattern PLAIN = Pattern.compile("[^\\x00-\\x1f\"\\\\]*");

    private CanonicalJson() {}

    /** @throws IOException if the bytes are not JSON in UTF-8 */
    public static byte[] of(byte[] json) throws IOException {
        return of(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(json))
                .toString());
    }

    /** @throws IOException if the text is not JSON */
    static byte[] of(String json) throws IOException {
        try {
            return new JsonCanonicalizer(json).getEncodedUTF8();
        } catch (StackOverflowError tooDeep) {
            throw new IOException("is nested too deeply", tooDeep);
        }
    }

    /** Returns a text as a JSON string (RFC 8785 section 3.2.2.2). */
    public static String quoted(String text) {
        if (PLAIN.matcher(text).matches()) {
            return '"' + text + '"';
        }
        try {
            String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(text));
            String array = new String(of("[\"" + escaped + "\"]"), StandardCharsets.UTF_8);
            return array.substring(1, array.length() - 1);
        } catch (IOException impossible) {
            throw new IllegalStateException("a quoted text is always JSON", impossible);
        }
    }
}
