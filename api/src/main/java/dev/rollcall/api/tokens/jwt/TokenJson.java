package dev.rollcall.api.tokens.jwt;

import io.jsonwebtoken.io.AbstractDeserializer;
import io.jsonwebtoken.io.DeserializationException;
import java.io.Reader;
import java.time.temporal.ValueRange;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses the header and the claims of a token strictly: names are unique, nothing follows the object, and strings and
 * times have the types in which this service writes them. Times are whole numbers of seconds.
 */
final class TokenJson extends AbstractDeserializer<Map<String, ?>> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    /** Up to the end of the year 9999, because later times could overflow in calculations. */
    private static final ValueRange TIME = ValueRange.of(0, 253_402_300_799L);

    private static final List<String> TIMES = List.of("exp", "iat", "nbf");

    private static final List<String> STRINGS =
            List.of("alg", "typ", "kid", "iss", "sub", "aud", "jti", "sid", "user_name", "role", "status");

    @Override
    protected Map<String, ?> doDeserialize(Reader reader) {
        Map<String, Object> members = read(reader);
        members.forEach((name, value) -> {
            if (value == null
                    || List.of().equals(value)
                    || TIMES.contains(name) && !isTime(value)
                    || STRINGS.contains(name) && !(value instanceof String)) {
                throw new DeserializationException(name + " has a value that this service does not write");
            }
        });
        return members;
    }

    private static boolean isTime(Object value) {
        return (value instanceof Integer || value instanceof Long) && TIME.isValidValue(((Number) value).longValue());
    }

    private static Map<String, Object> read(Reader reader) {
        try {
            Map<String, Object> members = JSON.readValue(reader, MEMBERS);
            if (members == null) {
                throw new DeserializationException("not an object");
            }
            return members;
        } catch (JacksonException invalid) {
            throw new DeserializationException("not valid JSON", invalid);
        }
    }
}
