package dev.rollcall.api.tokens.secrets;

import dev.rollcall.api.tokens.TokensProperties;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The {@link SharedKey}s as this node knows them, from its settings or else from the database. */
@Component
public class SharedKeys {

    private final Map<SharedKey, FollowedKey> followed = new EnumMap<>(SharedKey.class);

    SharedKeys(
            SharedKeyGenerations generations, SharedKeyProperties settings, TokensProperties properties, Clock clock) {
        for (SharedKey key : SharedKey.values()) {
            List<HmacKey> given = settings.keys(key);
            HmacKeyRing fixed = HmacKeyRing.ofSettings(given);
            Supplier<HmacKeyRing> source = given.isEmpty() ? () -> generations.ring(key) : () -> fixed;
            followed.put(key, new FollowedKey(key.label(), source, properties.signingKeyPublication(), clock));
        }
    }

    public HmacSigner signer(SharedKey key) {
        return new HmacSigner(Objects.requireNonNull(followed.get(key)));
    }

    void refresh() {
        followed.values().forEach(FollowedKey::refresh);
    }
}
