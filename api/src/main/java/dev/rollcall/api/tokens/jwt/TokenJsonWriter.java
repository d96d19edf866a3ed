package dev.rollcall.api.tokens.jwt;

import io.jsonwebtoken.io.AbstractSerializer;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the header and the claims of a token. The writer of jjwt allocates its buffers anew for each token on a virtual
 * thread.
 */
final class TokenJsonWriter extends AbstractSerializer<Map<String, ?>> {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    @Override
    protected void doSerialize(Map<String, ?> members, OutputStream target) {
        JSON.writeValue(target, members);
    }
}
