package dev.rollcall.api.tokens.jwt;

import static dev.rollcall.api.tokens.jwt.ForgedTokens.DEVICE;
import static dev.rollcall.api.tokens.jwt.ForgedTokens.FOREIGN_KEY;
import static dev.rollcall.api.tokens.jwt.ForgedTokens.FORGE;
import static dev.rollcall.api.tokens.jwt.ForgedTokens.KEY;
import static dev.rollcall.api.tokens.jwt.ForgedTokens.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.api.tokens.keys.VerificationKey;
import dev.rollcall.testing.PemFile;
import dev.rollcall.testing.TokenForge;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-3: access tokens with a forged header: another algorithm, another key, or an embedded key. */
class ForgedHeaderIT {

    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    @Test
    void acceptsTheForgedTokenIfNothingIsWrong() {
        ForgedTokens.assertGoodOneIsAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "none ", ""})
    void refusesAnUnsignedToken(String none) {
        String[] signed = FORGE.withHeader("alg", none).split("\\.");

        assertRefused(signed[0] + "." + signed[1] + ".");
        assertRefused(signed[0] + "." + signed[1]);
        assertRefused(String.join(".", signed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES384", "ES512", "ES256K", "EdDSA", "RS256", "PS256", "HS512", "es256", "ES256 "})
    void refusesAnotherAlgorithm(String algorithm) {
        assertRefused(FORGE.withHeader("alg", algorithm));
    }

    /** Key confusion (RFC 8725 section 2.1): the public key used as a MAC secret. */
    static Stream<Arguments> publicKeys() {
        String pem = PemFile.text("PUBLIC KEY", KEY.getPublic());
        String jwk =
                ForgedTokens.client().get("/.well-known/jwks.json").at("keys.0").toString();
        return Stream.of(
                Arguments.of("PEM", pem.getBytes(StandardCharsets.US_ASCII)),
                Arguments.of("PEM without its last line feed", pem.strip().getBytes(StandardCharsets.US_ASCII)),
                Arguments.of("DER", KEY.getPublic().getEncoded()),
                Arguments.of("JWK", jwk.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("publicKeys")
    void refusesAMacWithThePublicKey(String form, byte[] publicKey) throws GeneralSecurityException {
        String content = FORGE.withHeader("alg", "HS256");
        content = content.substring(0, content.lastIndexOf('.'));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(publicKey, "HmacSHA256"));

        assertRefused(content + "." + TokenForge.encoded(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII))));
    }

    static Stream<Object> keyIds() {
        return Stream.of(
                "",
                " ",
                "unknown",
                DEVICE.keyId() + " ",
                DEVICE.keyId().toLowerCase(java.util.Locale.ROOT),
                "../../../../dev/null",
                "/etc/passwd",
                "' OR '1'='1",
                "1; DROP TABLE shared_value",
                "\u0000",
                "x".repeat(4_000),
                1,
                true,
                List.of(DEVICE.keyId()),
                Map.of("kid", DEVICE.keyId()));
    }

    @ParameterizedTest
    @MethodSource("keyIds")
    void refusesInvalidKeyIds(Object keyId) {
        assertRefused(FORGE.withHeader("kid", keyId));
    }

    @Test
    void refusesAMissingKeyIdAndAnotherKey() {
        assertRefused(FORGE.withHeader("kid", null));
        assertRefused(FORGE.signedWith(FOREIGN_KEY).good());
    }

    static Stream<Arguments> embeddedKeys() {
        Map<String, Object> jwk = VerificationKey.of((java.security.interfaces.ECPublicKey) FOREIGN_KEY.getPublic())
                .jwk();
        return Stream.of(
                Arguments.of("jwk", jwk),
                Arguments.of("jku", "http://127.0.0.1:1/jwks.json"),
                Arguments.of("x5u", "http://127.0.0.1:1/chain.pem"),
                Arguments.of(
                        "x5c",
                        List.of(BASE64.encodeToString(FOREIGN_KEY.getPublic().getEncoded()))),
                Arguments.of("x5t", "AAAA"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("embeddedKeys")
    void refusesEmbeddedKeys(String parameter, Object key) {
        TokenForge foreign = FORGE.signedWith(FOREIGN_KEY);

        assertRefused(foreign.withHeader(parameter, key));
        assertRefused(foreign.withHeaders(Map.of(parameter, key, "kid", "foreign")));
        assertRefused(FORGE.withHeader(parameter, key));
    }

    static Stream<Map<String, Object>> extensions() {
        return Stream.of(
                Map.of("crit", List.of("x"), "x", 1),
                Map.of("crit", List.of("x")),
                Map.of("crit", List.of()),
                Map.of("crit", "b64", "b64", true),
                Map.of("crit", List.of("alg")),
                Map.of("crit", List.of("exp"), "exp", FORGE.seconds("exp")),
                Map.of("crit", List.of("b64"), "b64", true),
                Map.of("crit", List.of("b64"), "b64", false),
                Map.of("b64", false),
                Map.of("zip", "DEF"),
                Map.of("enc", "A128GCM"),
                Map.of("cty", "JWT"),
                Map.of("typ", "JWT"),
                Map.of("typ", "id_token+jwt"),
                Map.of("typ", "logout+jwt"),
                Map.of("typ", 1),
                Map.of("typ", ""));
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void refusesUnknownParameters(Map<String, Object> parameters) {
        assertRefused(FORGE.withHeaders(parameters));
    }

    @Test
    void refusesAMissingTypeAndRepeatedParameters() {
        assertRefused(FORGE.withHeader("typ", null));
        assertRefused(FORGE.withHeader("alg", null));
        String twice = FORGE.headerJson().replaceFirst("\\{", "{\"alg\":\"none\",");
        assertThat(twice).startsWith("{\"alg\":\"none\",\"");
        assertRefused(FORGE.signed(twice, FORGE.claimsJson()));
        assertRefused(FORGE.signed(FORGE.headerJson() + " {}", FORGE.claimsJson()));
    }
}
