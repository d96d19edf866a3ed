package dev.rollcall.api.tokens.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedIssuerNode;
import dev.rollcall.testing.TestIssuer;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S2-3: provider tokens with exactly one fault each. */
class ForgedExternalTokensIT {

    private static final TestIssuer ISSUER = SharedIssuerNode.issuer();

    private static final Node NODE = SharedIssuerNode.node();

    private static final RSAKey FOREIGN = TestIssuer.newKey();

    static Stream<Arguments> claims() {
        Instant now = Instant.now();
        return Stream.of(
                claim("no exp", claims -> claims.expirationTime(null)),
                claim("exp is past", claims -> claims.expirationTime(Date.from(now.minusSeconds(1)))),
                claim("exp is a text", claims -> claims.claim("exp", "tomorrow")),
                claim("exp is negative", claims -> claims.claim("exp", -1)),
                claim(
                        "lives for more than a day",
                        claims -> claims.issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(86_402)))),
                claim(
                        "was issued more than a day before it expires",
                        claims -> claims.issueTime(Date.from(now.minusSeconds(86_000)))),
                claim("no iat", claims -> claims.issueTime(null)),
                claim("iat is to come", claims -> claims.issueTime(Date.from(now.plusSeconds(120)))),
                claim("iat is a text", claims -> claims.claim("iat", "now")),
                claim("nbf is to come", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(120)))),
                claim("nbf is a list", claims -> claims.claim("nbf", List.of(1))),
                claim("no iss", claims -> claims.issuer(null)),
                claim("another iss", claims -> claims.issuer("https://evil.example")),
                claim("iss with a slash more", claims -> claims.issuer(TestIssuer.NAME + "/")),
                claim("iss in capitals", claims -> claims.issuer("HTTPS://IDP.EXAMPLE")),
                claim("iss is a list", claims -> claims.claim("iss", List.of(TestIssuer.NAME))),
                claim("our own iss", claims -> claims.issuer("http://localhost:8080")),
                claim("no aud", claims -> claims.audience((String) null)),
                claim("another aud", claims -> claims.audience("their-api")),
                claim("aud that begins like ours", claims -> claims.audience("our-api-2")),
                claim("aud is an object", claims -> claims.claim("aud", Map.of("our-api", true))),
                claim("no sub", claims -> claims.subject(null)),
                claim("blank sub", claims -> claims.subject(" ")),
                claim("sub is a list", claims -> claims.claim("sub", List.of("mary"))),
                claim("sub has a control character", claims -> claims.subject("ma\u0000ry")),
                claim("sub is too long", claims -> claims.subject("x".repeat(300))),
                claim("sub is a local account", claims -> claims.subject("admin")),
                claim("an ID token by at_hash", claims -> claims.claim("at_hash", "x")),
                claim("an ID token by token_use", claims -> claims.claim("token_use", "id")),
                claim("a refresh token by typ", claims -> claims.claim("typ", "Refresh")),
                claim("an ID token by typ", claims -> claims.claim("typ", "ID")),
                claim("sid is an object", claims -> claims.claim("sid", Map.of("a", 1))),
                claim("sid is too long", claims -> claims.claim("sid", "x".repeat(300))));
    }

    static Stream<Arguments> headers() throws Exception {
        return Stream.of(
                header("a foreign key under a known kid", FOREIGN, header -> header.keyID(kid())),
                header("a foreign key of its own", FOREIGN, header -> {}),
                header("a key in the header", FOREIGN, header -> header.jwk(FOREIGN.toPublicJWK())),
                header(
                        "a key behind a URL",
                        FOREIGN,
                        header -> header.jwkURL(URI.create(ISSUER.jwksUri())).keyID(FOREIGN.getKeyID())),
                header(
                        "a certificate behind a URL",
                        FOREIGN,
                        header -> header.x509CertURL(URI.create(ISSUER.jwksUri()))),
                header("an unknown kid", ISSUER.key(), header -> header.keyID("nobody's")),
                header("a kid like a path", ISSUER.key(), header -> header.keyID("../../../dev/null")),
                header("something critical", ISSUER.key(), header -> header.criticalParams(Set.of("exp"))),
                header("a log-out token", ISSUER.key(), header -> header.type(new JOSEObjectType("logout+jwt"))),
                header("a proof of possession", ISSUER.key(), header -> header.type(new JOSEObjectType("dpop+jwt"))),
                arguments("no signature at all", new PlainJWT(valid()).serialize()),
                arguments("RS512", sign(JWSAlgorithm.RS512, new RSASSASigner(ISSUER.key()))),
                arguments("PS256", sign(JWSAlgorithm.PS256, new RSASSASigner(ISSUER.key()))),
                arguments(
                        "HS256 with the public key",
                        sign(
                                JWSAlgorithm.HS256,
                                new MACSigner(ISSUER.key().toRSAPublicKey().getEncoded()))),
                arguments(
                        "ES256 with a key of one's own",
                        sign(JWSAlgorithm.ES256, new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()))),
                arguments("a changed payload", tampered()),
                arguments("no signature part", ISSUER.token("mary").replaceFirst("[^.]*$", "")),
                arguments("two parts", ISSUER.token("mary").replaceFirst("\\.[^.]*$", "")),
                arguments("five parts", ISSUER.token("mary") + ".a.b"),
                arguments("a very long one", ISSUER.token("mary", claims -> claims.claim("x", "x".repeat(9_000)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"claims", "headers"})
    void isRefusedWithoutSayingWhy(String fault, String token) {
        for (String path : List.of("/auth/bootstrap-session", "/users/mary/sessions", "/authorize", "/logout")) {
            Reply reply = NODE.client().bearer(token).post(path);

            assertThat(reply.status()).as(path).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("INVALID_TOKEN");
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
            assertThat(reply.text("detail")).isEqualTo("Sign in again, or refresh the token.");
        }
    }

    @Test
    void acceptsTheTokenWithoutAFault() {
        for (String token : List.of(
                ISSUER.token("mary"),
                ISSUER.sign(valid(), header -> header.type(new JOSEObjectType("at+jwt"))),
                ISSUER.sign(valid(), header -> header.type(null)),
                ISSUER.token("mary", claims -> claims.audience(List.of("their-api", "our-api"))),
                ISSUER.token("mary", claims -> claims.claim("sid", "s-1").claim("typ", "Bearer")))) {
            assertThat(NODE.client()
                            .bearer(token)
                            .post("/auth/bootstrap-session")
                            .status())
                    .isEqualTo(201);
        }
    }

    private static Arguments claim(String fault, Consumer<JWTClaimsSet.Builder> change) {
        return arguments(fault, ISSUER.token("mary", change));
    }

    private static Arguments header(String fault, RSAKey key, Consumer<JWSHeader.Builder> change) {
        return arguments(fault, TestIssuer.sign(valid(), key, change));
    }

    private static String kid() {
        return ISSUER.key().getKeyID();
    }

    private static JWTClaimsSet valid() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(TestIssuer.NAME)
                .subject("mary")
                .audience(TestIssuer.AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .build();
    }

    private static String sign(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid()).build(), valid());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String tampered() {
        String[] ours = ISSUER.token("mary").split("\\.");
        String[] others = ISSUER.token("somebody-else").split("\\.");
        return ours[0] + "." + others[1] + "." + ours[2];
    }
}
