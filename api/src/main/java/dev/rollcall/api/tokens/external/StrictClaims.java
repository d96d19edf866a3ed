package dev.rollcall.api.tokens.external;

import dev.rollcall.api.tokens.InvalidToken;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The header or the claims of another issuer's token, parsed strictly (RFC 7519 sections 4 and 7.2): UTF-8, one object,
 * unique names. Every value must have the type that the standard defines; a number is never accepted as a string, nor a
 * string as a time.
 */
record StrictClaims(JsonNode members) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The end of the year 9999, in seconds since 1970, because later times could overflow in calculations. */
    private static final double LATEST = 253_402_300_799.0;

    private static final int MILLIS = 1_000;

    /** @throws InvalidToken unless it is one JSON object with unique names */
    static StrictClaims parse(byte[] json) {
        JsonNode members;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            members = JSON.readTree(text);
        } catch (CharacterCodingException | JacksonException unreadable) {
            throw new InvalidToken("not valid JSON", unreadable);
        }
        if (!members.isObject()) {
            throw new InvalidToken("not an object", null);
        }
        return new StrictClaims(members);
    }

    boolean has(String name) {
        return members.has(name);
    }

    /**
     * @return null if there is no such claim
     * @throws InvalidToken if it is not a string, or has unpaired surrogates
     */
    @Nullable
    String string(String name) {
        return has(name) ? string(members.get(name), name) : null;
    }

    /**
     * A claim that is a string or an array of strings, as {@code aud} is (RFC 7519 section 4.1.3).
     *
     * @return empty if there is no such claim
     * @throws InvalidToken if it is anything else
     */
    List<String> strings(String name) {
        JsonNode value = members.path(name);
        return value.isArray()
                ? value.valueStream().map(element -> string(element, name)).toList()
                : has(name) ? List.of(string(value, name)) : List.of();
    }

    /**
     * A NumericDate (RFC 7519 section 2), to the millisecond.
     *
     * @return null if there is no such claim
     * @throws InvalidToken if it is not a number, or not between the years 1970 and 9999
     */
    @Nullable
    Instant time(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = members.get(name);
        double seconds = value.isNumber() ? value.doubleValue(Double.NaN) : Double.NaN;
        if (!(seconds >= 0 && seconds <= LATEST)) {
            throw new InvalidToken(name, null);
        }
        return Instant.ofEpochMilli((long) Math.floor(seconds * MILLIS));
    }

    /** @throws InvalidToken unless the claim is there, see {@link #time} */
    Instant requiredTime(String name) {
        Instant time = time(name);
        if (time == null) {
            throw new InvalidToken(name, null);
        }
        return time;
    }

    /** @throws InvalidToken naming the claim, unless the condition holds */
    static void require(boolean condition, String claim) {
        if (!condition) {
            throw new InvalidToken(claim, null);
        }
    }

    private static String string(JsonNode value, String name) {
        if (!value.isString() || value.stringValue().codePoints().anyMatch(StrictClaims::isSurrogate)) {
            throw new InvalidToken(name, null);
        }
        return value.stringValue();
    }

    /** Unpaired surrogates are rejected because UTF-8 cannot tell one from another. */
    private static boolean isSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }
}
