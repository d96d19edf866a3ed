package dev.rollcall.api.tokens.jwt;

import static dev.rollcall.api.tokens.jwt.ForgedTokens.FORGE;
import static dev.rollcall.api.tokens.jwt.ForgedTokens.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TokenForge;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S2-3: access tokens with a forged signature or an odd form, but the right header and claims. */
class ForgedSignatureIT {

    private static final String GOOD = FORGE.good();
    private static final String CONTENT = GOOD.substring(0, GOOD.lastIndexOf('.'));
    private static final String SIGNATURE = GOOD.substring(GOOD.lastIndexOf('.') + 1);
    private static final byte[] BYTES = Base64.getUrlDecoder().decode(SIGNATURE);

    @Test
    void acceptsTheForgedTokenIfNothingIsWrong() {
        ForgedTokens.assertGoodOneIsAccepted();
        assertThat(ForgedTokens.client().bearer(GOOD).get("/auth/profile").status())
                .isEqualTo(200);
    }

    static Stream<Arguments> signatures() {
        byte[] order = unsigned(ECNamedCurveTable.getParameterSpec("secp256r1").getN());
        byte[] flipped = BYTES.clone();
        flipped[0] ^= 1;
        return Stream.of(
                Arguments.of("empty", new byte[0]),
                Arguments.of("zero r and s (CVE-2022-21449)", new byte[64]),
                Arguments.of("zero r", join(new byte[32], half(1))),
                Arguments.of("zero s", join(half(0), new byte[32])),
                Arguments.of("r and s are the order", join(order, order)),
                Arguments.of("all ones", ones()),
                Arguments.of("DER", FORGE.sign("SHA256withECDSA", CONTENT)),
                Arguments.of("another digest", FORGE.sign("SHA384withECDSAinP1363Format", CONTENT)),
                Arguments.of("of the header only", FORGE.sign("SHA256withECDSAinP1363Format", CONTENT.split("\\.")[0])),
                Arguments.of("r and s exchanged", join(half(1), half(0))),
                Arguments.of("one bit flipped", flipped),
                Arguments.of("cut short", Arrays.copyOf(BYTES, 63)),
                Arguments.of("half of it", Arrays.copyOf(BYTES, 32)),
                Arguments.of("longer", Arrays.copyOf(BYTES, 65)),
                Arguments.of("twice as long", join(BYTES, BYTES)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signatures")
    void refusesInvalidSignatures(String what, byte[] signature) {
        assertRefused(CONTENT + "." + TokenForge.encoded(signature));
    }

    static Stream<Arguments> forms() {
        String[] parts = GOOD.split("\\.");
        return Stream.of(
                Arguments.of("one segment", parts[0]),
                Arguments.of("two segments", CONTENT),
                Arguments.of("an extra dot at the end", GOOD + "."),
                Arguments.of("an extra dot in front", "." + GOOD),
                Arguments.of("an empty segment", parts[0] + ".." + parts[1] + "." + parts[2]),
                Arguments.of("four segments", GOOD + "." + parts[2]),
                Arguments.of("five segments, as a JWE has", GOOD + ".AAAA.AAAA"),
                Arguments.of("nothing but dots", ".."),
                Arguments.of("truncated", GOOD.substring(0, GOOD.length() - 1)),
                Arguments.of("unused bits at the end are set", CONTENT + "." + nonCanonical()),
                Arguments.of("padded", GOOD + "=="),
                Arguments.of("padded header", parts[0] + "==." + parts[1] + "." + parts[2]),
                Arguments.of("padded claims", parts[0] + "." + parts[1] + "=." + parts[2]),
                Arguments.of("not of the URL alphabet", CONTENT + ".+/" + SIGNATURE.substring(2)),
                Arguments.of("whitespace between segments", parts[0] + ". " + parts[1] + "." + parts[2]),
                Arguments.of("whitespace in the signature", CONTENT + "." + SIGNATURE.replaceFirst("(.{9})", "$1 ")),
                Arguments.of("a tab in the signature", CONTENT + "." + SIGNATURE.replaceFirst("(.{9})", "$1\t")),
                Arguments.of("a comma and more", GOOD + ", " + GOOD),
                Arguments.of("quoted", "\"" + GOOD + "\""),
                Arguments.of("percent-encoded", GOOD.replace(".", "%2E")),
                Arguments.of("very long", GOOD + "A".repeat(7_000)),
                Arguments.of("JSON serialisation", "{\"payload\":\"" + parts[1] + "\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void refusesOtherSerializations(String what, String token) {
        assertRefused(token);
    }

    @Test
    void refusesTwoAuthorizationHeaders() {
        String good = "Authorization: Bearer " + GOOD;
        Reply reply = ForgedTokens.client().raw().send("GET", "/auth/profile", good, good);

        assertRefused(reply);
        assertRefused(ForgedTokens.client()
                .raw()
                .send("GET", "/auth/profile", good, "Authorization: Basic Z2F0ZXdheTpnYXRld2F5LXNlY3JldA=="));
        assertRefused(ForgedTokens.client().raw().send("GET", "/auth/profile", "Authorization: BearerX " + GOOD));
        assertRefused(ForgedTokens.client().raw().send("GET", "/auth/profile", "Authorization: " + GOOD));
    }

    /** Encodes the same bytes differently: 64 bytes leave four bits of the last character unused. */
    private static String nonCanonical() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = SIGNATURE.length() - 1;
        String other = SIGNATURE.substring(0, last) + alphabet.charAt(alphabet.indexOf(SIGNATURE.charAt(last)) + 1);
        assertThat(Base64.getUrlDecoder().decode(other)).isEqualTo(BYTES);
        return other;
    }

    private static byte[] half(int index) {
        return Arrays.copyOfRange(BYTES, index * 32, index * 32 + 32);
    }

    private static byte[] ones() {
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xff);
        return ones;
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
