package dev.rollcall.api.security;

import dev.rollcall.api.accounts.DemoMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/** The servers that may start sessions for users, from {@code rollcall.trusted-clients}. */
@Component
class TrustedClients {

    private final Map<String, byte[]> secrets = new HashMap<>();

    /** One entry of {@code rollcall.trusted-clients}. */
    record Entry(String id, String secret) {

        Entry {
            Assert.hasText(id, "rollcall.trusted-clients: an id must not be blank");
            Assert.hasText(secret, "rollcall.trusted-clients: the secret of " + id + " must not be blank");
        }

        @Override
        public String toString() {
            return id;
        }
    }

    @ConfigurationProperties("rollcall")
    record Properties(@DefaultValue List<Entry> trustedClients) {}

    TrustedClients(Properties properties, DemoMode demo) {
        if (demo.isOn()) {
            add(new Entry("gateway", "gateway-secret"));
        }
        properties.trustedClients().forEach(this::add);
    }

    private void add(Entry client) {
        secrets.put(client.id(), client.secret().getBytes(StandardCharsets.UTF_8));
    }

    Optional<TrustedClient> check(String clientId, String secret) {
        byte[] expected = secrets.get(clientId);
        boolean matches = expected != null && MessageDigest.isEqual(expected, secret.getBytes(StandardCharsets.UTF_8));
        return matches ? Optional.of(new TrustedClient(clientId)) : Optional.empty();
    }
}
