package dev.rollcall.api.accounts.clients;

import dev.rollcall.api.accounts.DemoMode;
import dev.rollcall.api.web.settings.SecretSetting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/** The trusted clients, which may start sessions for users, from {@code rollcall.trusted-clients}. */
@Component
public class TrustedClients {

    /** The length of 128 random bits in hexadecimal digits (RFC 6749 section 10.10). */
    private static final int SHORTEST_SECRET = 32;

    /** A repeated word is not a secret. */
    private static final int FEWEST_CHARACTERS = 8;

    private final Map<String, byte[]> secrets = new HashMap<>();
    private final ClientGuesses guesses;

    /** One entry of {@code rollcall.trusted-clients}. */
    record Entry(
            String id, @Nullable String secret, @Nullable Path secretFile) {

        Entry {
            Assert.hasText(id, "rollcall.trusted-clients: an id must not be blank");
            Assert.isTrue(
                    !id.contains(":"), () -> "rollcall.trusted-clients: the id " + id + " must not contain a colon");
            if (secretFile != null) {
                secret = new SecretSetting("rollcall.trusted-clients: the secret of " + id).readOne(secret, secretFile);
            }
            requireGoodSecret(id, secret == null ? "" : secret);
        }

        /** Returns the secret, wherever it is given. */
        String text() {
            return Objects.requireNonNull(secret);
        }

        private static void requireGoodSecret(String id, String secret) {
            Assert.hasText(secret, () -> "rollcall.trusted-clients: the secret of " + id + " must not be blank");
            Assert.isTrue(
                    secret.length() >= SHORTEST_SECRET
                            && secret.chars().distinct().count() >= FEWEST_CHARACTERS,
                    () -> "rollcall.trusted-clients: the secret of " + id + " must have " + SHORTEST_SECRET
                            + " characters or more, at least " + FEWEST_CHARACTERS + " of them different;"
                            + " create it with 'openssl rand -hex 32'");
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /**
     * @param trustedClients Servers that may start sessions for users, and introspect and revoke tokens. Each has an
     *     'id', unique and without a colon, and a 'secret' of 32 or more characters, 8 of them different, such as the
     *     output of 'openssl rand -hex 32', or a 'secret-file' that contains it. See docs/install.md.
     */
    @ConfigurationProperties("rollcall")
    record Properties(@DefaultValue List<Entry> trustedClients) {}

    TrustedClients(Properties properties, DemoMode demo, ClientGuesses guesses) {
        this.guesses = guesses;
        for (Entry client : properties.trustedClients()) {
            Assert.isTrue(
                    secrets.put(client.id(), client.text().getBytes(StandardCharsets.UTF_8)) == null,
                    () -> "rollcall.trusted-clients: the id " + client.id() + " is used twice");
        }
        if (demo.isOn()) {
            // The secret is public, so no length would protect it. Demo mode logs a warning.
            secrets.putIfAbsent("gateway", "gateway-secret".getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * @param address the address that the request came from
     * @return empty if there is no such client or the secret is wrong
     * @throws dev.rollcall.api.web.problem.Problem {@code TOO_MANY_CLIENT_ATTEMPTS}
     */
    public Optional<TrustedClient> check(String clientId, String secret, String address) {
        byte[] given = secret.getBytes(StandardCharsets.UTF_8);
        byte[] expected = secrets.get(clientId);
        boolean matches = MessageDigest.isEqual(expected == null ? new byte[0] : expected, given) && expected != null;
        guesses.count(clientId, address, matches);
        return matches ? Optional.of(new TrustedClient(clientId)) : Optional.empty();
    }
}
