package dev.rollcall.api.tokens.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-3: provider tokens with a claim of a type other than the standard's. Nothing is converted. */
class ExternalClaimTypesIT {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final Node NODE = Node.start(
            TestDatabase.create(),
            ISSUER.settings(
                    "user-claim=uid", "client-ids=app", "required-claims.tenant=7", "session-claims=sid,device"));

    private static final List<String> NO_STRINGS = List.of(
            "5", "5.0", "true", "null", "[]", "[\"5\"]", "{}", "{\"x\":1}", "\"\\ud800\"", "\"\\udc00\\ud800\"");

    private static final List<String> NO_TIMES = List.of(
            "\"1\"",
            "\"\"",
            "true",
            "null",
            "[]",
            "[1]",
            "{}",
            "-1",
            "-0.5",
            "1e300",
            "1e400",
            "-1e400",
            "1e1000000000");

    @AfterAll
    static void stop() {
        NODE.close();
        ISSUER.close();
    }

    static Stream<Arguments> claims() {
        Stream<Arguments> strings = Stream.of(
                        "iss", "sub", "jti", "client_id", "azp", "token_use", "typ", "uid", "sid", "device")
                .flatMap(claim -> NO_STRINGS.stream().map(value -> Arguments.of(claim, value)));
        Stream<Arguments> times = Stream.of("exp", "iat", "nbf", "auth_time")
                .flatMap(claim -> NO_TIMES.stream().map(value -> Arguments.of(claim, value)));
        Stream<Arguments> audiences = Stream.of(
                        "5",
                        "null",
                        "{}",
                        "{\"our-api\":true}",
                        "[\"our-api\",5]",
                        "[5,\"our-api\"]",
                        "[[\"our-api\"]]",
                        "[null,\"our-api\"]",
                        "[]")
                .map(value -> Arguments.of("aud", value));
        Stream<Arguments> others = Stream.of(
                Arguments.of("exp", "9".repeat(400)),
                Arguments.of("exp", Long.toString(Long.MAX_VALUE)),
                Arguments.of("exp", "253402300800"),
                Arguments.of("tenant", "[7]"),
                Arguments.of("tenant", "null"),
                Arguments.of("tenant", "{}"),
                Arguments.of("sid", "\"\\u0000\""));
        return Stream.of(strings, times, audiences, others).flatMap(rows -> rows);
    }

    @ParameterizedTest
    @MethodSource("claims")
    void refusesClaimsOfAWrongType(String claim, String value) {
        Map<String, String> claims = valid();
        claims.put(claim, value);

        assertRefused(ISSUER.sign(header(), json(claims)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "uid", "aud", "exp", "iat", "jti", "client_id", "sid", "azp", "whatever"})
    void refusesARepeatedClaim(String claim) {
        String value = valid().getOrDefault(claim, "\"x\"");
        String twice = "\"" + claim + "\":" + value + ",\"" + claim + "\":" + value;
        Map<String, String> others = valid();
        others.remove(claim);

        assertRefused(ISSUER.sign(header(), "{" + twice + "," + json(others).substring(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"alg\":\"RS256\"",
                "\"typ\":\"JWT\"",
                "\"kid\":5",
                "\"typ\":5",
                "\"typ\":null",
                "\"cty\":5",
                "\"crit\":[]",
                "\"crit\":null",
                "\"x\":1,\"x\":2"
            })
    void refusesAWrongHeader(String member) {
        assertRefused(ISSUER.sign(header().replaceFirst("}$", "," + member + "}"), json(valid())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "1", "\"text\"", "{", "{}", "not json", "\u0000"})
    void refusesClaimsThatAreNotAnObject(String json) {
        assertRefused(ISSUER.sign(header(), json));
        assertRefused(ISSUER.sign(header(), json(valid()) + json + "x"));
    }

    static Stream<Arguments> validClaims() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                Arguments.of("sub", "\"5\""),
                Arguments.of("uid", "\"5\""),
                Arguments.of("tenant", "\"7\""),
                Arguments.of("exp", now + 600 + ".75"),
                Arguments.of("iat", now + ".0"),
                Arguments.of("auth_time", "0"),
                Arguments.of("aud", "\"our-api\""),
                Arguments.of("aud", "[\"other\",\"our-api\"]"),
                Arguments.of("whatever", "{\"x\":[null,1e3]}"));
    }

    @ParameterizedTest
    @MethodSource("validClaims")
    void acceptsTheRightTypes(String claim, String value) {
        Map<String, String> claims = valid();
        claims.put(claim, value);

        assertThat(start(ISSUER.sign(header(), json(claims))).status()).isEqualTo(201);
    }

    private static String header() {
        return "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + ISSUER.key().getKeyID() + "\"}";
    }

    /** Returns valid claims, as JSON. */
    private static Map<String, String> valid() {
        long now = Instant.now().getEpochSecond();
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("iss", "\"" + TestIssuer.NAME + "\"");
        claims.put("sub", "\"5\"");
        claims.put("uid", "\"5\"");
        claims.put("aud", "[\"our-api\"]");
        claims.put("client_id", "\"app\"");
        claims.put("tenant", "7");
        claims.put("jti", "\"1\"");
        claims.put("iat", Long.toString(now));
        claims.put("exp", Long.toString(now + 600));
        return claims;
    }

    private static String json(Map<String, String> claims) {
        return claims.entrySet().stream()
                .map(claim -> "\"" + claim.getKey() + "\":" + claim.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static void assertRefused(String token) {
        Reply reply = start(token);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("INVALID_TOKEN");
    }

    private static Reply start(String token) {
        return NODE.client().bearer(token).post("/auth/bootstrap-session");
    }
}
