package dev.rollcall.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An identity provider: publishes keys over HTTP and signs tokens with RS256. */
public final class TestIssuer implements AutoCloseable {

    public static final String NAME = "https://idp.example";

    public static final String AUDIENCE = "our-api";

    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private volatile RSAKey key = newKey();

    private TestIssuer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::publish);
        server.start();
    }

    public static TestIssuer start() {
        return new TestIssuer(0);
    }

    /**
     * Returns the settings of a node that accepts this issuer's tokens.
     *
     * @param more further settings of the same issuer entry
     */
    public String[] settings(String... more) {
        String entry = "rollcall.external-issuers[0].";
        List<String> settings = new java.util.ArrayList<>(
                List.of(entry + "issuer=" + NAME, entry + "jwks-uri=" + jwksUri(), entry + "audiences=" + AUDIENCE));
        for (String setting : more) {
            boolean whole =
                    setting.startsWith("rollcall.") || setting.startsWith("logging.") || setting.startsWith("spring.");
            settings.add(whole ? setting : entry + setting);
        }
        return settings.toArray(String[]::new);
    }

    public String jwksUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    /** Returns the number of requests for the keys. */
    public int requests() {
        return requests.get();
    }

    public RSAKey key() {
        return key;
    }

    /** Replaces the key that is published and signs. */
    public void changeKey() {
        key = newKey();
    }

    /** Returns a valid token. */
    public String token(String subject) {
        return token(subject, claims -> {});
    }

    public String token(String subject, Consumer<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(NAME)
                .subject(subject)
                .audience(AUDIENCE)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
        change.accept(claims);
        return sign(claims.build(), header -> {});
    }

    /** Returns a valid logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4). */
    public String logoutToken(String subject, String login) {
        return token(
                subject,
                claims -> claims.claim("sid", login)
                        .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())));
    }

    public String sign(JWTClaimsSet claims, Consumer<JWSHeader.Builder> change) {
        return sign(claims, key, change);
    }

    public static String sign(JWTClaimsSet claims, RSAKey key, Consumer<JWSHeader.Builder> change) {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID());
        change.accept(header);
        SignedJWT jwt = new SignedJWT(header.build(), claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        return jwt.serialize();
    }

    /** Signs arbitrary content with RS256. */
    public String sign(String headerJson, String claimsJson) {
        String content = TokenForge.encoded(headerJson) + "." + TokenForge.encoded(claimsJson);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.toRSAPrivateKey());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + TokenForge.encoded(signature.sign());
        } catch (GeneralSecurityException | JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2_048)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void publish(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] body = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Stops the server that publishes the keys. */
    @Override
    public void close() {
        server.stop(0);
    }
}
