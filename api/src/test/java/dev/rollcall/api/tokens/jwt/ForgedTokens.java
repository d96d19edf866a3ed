package dev.rollcall.api.tokens.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.PemFile;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TokenForge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.KeyPair;
import java.util.List;

/** A node whose signing key is known to tests, so that they can make tokens with exactly one fault. */
final class ForgedTokens {

    static final KeyPair KEY = PemFile.newP256();

    static final KeyPair FOREIGN_KEY = PemFile.newP256();

    private static final Node NODE = start();

    static final SignedIn DEVICE = NODE.client().start("forged");

    static final SignedIn OTHER = NODE.client().start("somebody-else");

    static final TokenForge FORGE = TokenForge.like(DEVICE.accessToken(), KEY);

    private ForgedTokens() {}

    private static Node start() {
        try {
            return Node.start(
                    TestDatabase.create(),
                    "rollcall.tokens.signing-key="
                            + PemFile.ofPrivate(Files.createTempDirectory("rollcall-forged"), KEY));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Client client() {
        return NODE.client();
    }

    /** Asserts that the forge works: a token without a fault is accepted. */
    static void assertGoodOneIsAccepted() {
        assertThat(client().bearer(FORGE.good()).get("/auth/profile").text("session.sessionId"))
                .isEqualTo(DEVICE.sessionId());
    }

    /** Asserts a refusal as of RFC 6750 section 3.1, without a word about what is wrong. */
    static void assertRefused(String token) {
        assertRefused(client().bearer(token).get("/auth/profile"));
    }

    static void assertRefused(Reply reply) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("INVALID_TOKEN");
        assertThat(reply.headers().allValues("WWW-Authenticate")).isEqualTo(List.of("Bearer error=\"invalid_token\""));
        assertThat(reply.body().propertyNames())
                .containsExactlyInAnyOrder("title", "status", "detail", "instance", "code");
        assertThat(reply.text("title")).isEqualTo("The token is not valid");
        assertThat(reply.text("detail"))
                .isIn(
                        "Sign in again, or refresh the token.",
                        "Sign in again.",
                        "Send one Authorization header, with a bearer token.");
    }
}
