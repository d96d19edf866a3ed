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

    private static final String SHARED_NAME = "signing-key";

    private final ClusterSecrets shared;
    private final TokensProperties properties;
    private final Provider provider;

    StoredSigningKeys(ClusterSecrets shared, TokensProperties properties, Provider signatureProvider) {
        this.shared = shared;
        this.properties = properties;
        this.provider = signatureProvider;
    }

    /** Reads all keys. Creates the first one if there is none. */
    KeyRing read() {
        List<KeyRing.Made> made = new ArrayList<>();
        for (ClusterSecrets.Generation generation : shared.generations(SHARED_NAME, SigningKey::generate)) {
            made.add(new KeyRing.Made(
                    parse(generation), new KeyLifecycle.Origin(generation.number(), generation.createdAt())));
        }
        Duration longestUse = properties.accessTokenLifetime().plus(TokensProperties.CLOCK_DIFFERENCE);
        return KeyRing.of(made, properties.signingKeyPublication(), longestUse);
    }

    /** Creates a key, unless another node has already created one of this generation. */
    void add(int generation) {
        shared.add(SHARED_NAME, generation, SigningKey.generate());
    }

    private SigningKey parse(ClusterSecrets.Generation generation) {
        try {
            return SigningKey.fromPkcs8(generation.value(), provider);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("The signing key in the database cannot be used", unusable);
        }
    }
}
