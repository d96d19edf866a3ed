package dev.rollcall.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Makes tokens from the header and claims of a valid one, with any key. */
public record TokenForge(KeyPair key, Map<String, Object> header, Map<String, Object> claims) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    /** @param token the valid token */
    public static TokenForge like(String token, KeyPair key) {
        String[] parts = token.split("\\.");
        return new TokenForge(key, decoded(parts[0]), decoded(parts[1]));
    }

    /** Returns the valid token. */
    public String good() {
        return token(header, claims);
    }

    /** @param value null to leave the member out */
    public String withHeader(String name, @Nullable Object value) {
        return token(but(header, members -> set(members, name, value)), claims);
    }

    public String withHeaders(Map<String, Object> more) {
        return token(but(header, members -> members.putAll(more)), claims);
    }

    /** @param value null to leave the claim out */
    public String withClaim(String name, @Nullable Object value) {
        return token(header, but(claims, members -> set(members, name, value)));
    }

    public TokenForge signedWith(KeyPair other) {
        return new TokenForge(other, header, claims);
    }

    public long seconds(String claim) {
        return ((Number) Objects.requireNonNull(claims.get(claim))).longValue();
    }

    private String token(Map<String, Object> header, Map<String, Object> claims) {
        return signed(JSON.writeValueAsString(header), JSON.writeValueAsString(claims));
    }

    /** Signs with ES256, whatever the header says. */
    public String signed(String headerJson, String claimsJson) {
        String content = encoded(headerJson) + "." + encoded(claimsJson);
        return content + "." + encoded(sign("SHA256withECDSAinP1363Format", content));
    }

    public String headerJson() {
        return JSON.writeValueAsString(header);
    }

    public String claimsJson() {
        return JSON.writeValueAsString(claims);
    }

    /** Returns the encoded header and claims of the valid token. */
    public String content() {
        return encoded(headerJson()) + "." + encoded(claimsJson());
    }

    public byte[] sign(String algorithm, String content) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Map<String, Object> decoded(String part) {
        return JSON.readValue(Base64.getUrlDecoder().decode(part), MEMBERS);
    }

    private static Map<String, Object> but(Map<String, Object> members, Consumer<Map<String, Object>> change) {
        Map<String, Object> changed = new LinkedHashMap<>(members);
        change.accept(changed);
        return changed;
    }

    private static void set(Map<String, Object> members, String name, @Nullable Object value) {
        if (value == null) {
            members.remove(name);
        } else {
            members.put(name, value);
        }
    }
}
