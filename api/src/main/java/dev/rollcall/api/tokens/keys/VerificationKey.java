package dev.rollcall.api.tokens.keys;

import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import java.security.interfaces.ECPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a P-256 key.
 *
 * @param id the thumbprint of the key (RFC 7638), which tokens name as {@code kid}
 * @param jwk the key as it is published (RFC 7517)
 */
public record VerificationKey(String id, ECPublicKey key, Map<String, Object> jwk) {

    public static VerificationKey of(ECPublicKey key) {
        PublicJwk<ECPublicKey> jwk = Jwks.builder().key(key).idFromThumbprint().build();
        Map<String, Object> members = new LinkedHashMap<>(jwk);
        members.put("use", "sig");
        members.put("alg", "ES256");
        return new VerificationKey(jwk.getId(), key, members);
    }

    /** Two keys with the same thumbprint are the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VerificationKey that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
