package dev.rollcall.api.tokens.jwt;

import io.jsonwebtoken.io.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;

/**
 * Encodes each segment of a token as base64url without padding (RFC 7515 section 2), in one piece. The encoder of jjwt
 * allocates several buffers of 8 KB for each segment.
 */
final class TokenEncoding implements Encoder<OutputStream, OutputStream> {

    @Override
    public OutputStream encode(OutputStream target) {
        return new Segment(target);
    }

    /** A segment, which is encoded when it is complete. */
    private static final class Segment extends ByteArrayOutputStream {

        private static final int USUAL_SIZE = 512;

        private final OutputStream target;

        Segment(OutputStream target) {
            super(USUAL_SIZE);
            this.target = target;
        }

        @Override
        public void close() throws IOException {
            target.write(Base64.getUrlEncoder().withoutPadding().encode(toByteArray()));
            reset(); // closing it again must write nothing
        }
    }
}
