package dev.rollcall.query.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.JsonCanonicalizer;

/** The canonical form of a JSON object or array (RFC 8785). */
public final class CanonicalJson {

    private CanonicalJson() {}

    /** @throws IOException if it is no JSON in UTF-8 */
    public static byte[] of(byte[] json) throws IOException {
        return of(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(json))
                .toString());
    }

    /** @throws IOException if it is no JSON */
    static byte[] of(String json) throws IOException {
        try {
            return new JsonCanonicalizer(json).getEncodedUTF8();
        } catch (StackOverflowError tooDeep) {
            throw new IOException("is nested too deeply", tooDeep);
        }
    }
}
