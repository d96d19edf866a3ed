package dev.rollcall.api.tokens.keys;

import dev.rollcall.api.tokens.ClusterSecrets;
import dev.rollcall.api.tokens.TokensProperties;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Stores the signing keys that the service generates, one generation after another, in the database. */
@Component
class StoredSigningKeys {

    private static final String SECRET_NAME = "signing-key";

    private final ClusterSecrets secrets;
    private final TokensProperties properties;
    private final Provider provider;

    StoredSigningKeys(ClusterSecrets secrets, TokensProperties properties, Provider signatureProvider) {
        this.secrets = secrets;
        this.properties = properties;
        this.provider = signatureProvider;
    }

    /** Reads all keys. Creates the first one if there is none. */
    KeyRing read() {
        List<KeyRing.GeneratedKey> generated = new ArrayList<>();
        for (ClusterSecrets.Generation generation : secrets.generations(SECRET_NAME, SigningKey::generate)) {
            generated.add(new KeyRing.GeneratedKey(
                    parse(generation), new KeyLifecycle.Origin(generation.number(), generation.createdAt())));
        }
        Duration longestUse = properties.accessTokenLifetime().plus(TokensProperties.CLOCK_SKEW);
        return KeyRing.of(generated, properties.signingKeyPublication(), longestUse);
    }

    /** Creates a key, unless another node has already created one of this generation. */
    void add(int generation) {
        secrets.add(SECRET_NAME, generation, SigningKey.generate());
    }

    private SigningKey parse(ClusterSecrets.Generation generation) {
        try {
            return SigningKey.fromPkcs8(generation.value(), provider);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("The signing key in the database cannot be used", unusable);
        }
    }
}
