package dev.rollcall.api.tokens.jwt;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.rollcall.api.tokens.Issuer;
import dev.rollcall.api.tokens.keys.SigningKey;
import dev.rollcall.api.tokens.keys.SigningKeys;
import dev.rollcall.event.UserId;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.springframework.stereotype.Component;

/** What all tokens of this service have in common: they are signed with ES256 and the current key. */
@Component
class TokenSigner {

    private final SigningKeys keys;
    private final Provider provider;
    private final String issuer;
    private final TimeBasedEpochGenerator ids;

    TokenSigner(SigningKeys keys, Provider signatureProvider, Issuer issuer, TimeBasedEpochGenerator ids) {
        this.keys = keys;
        this.provider = signatureProvider;
        this.issuer = issuer.value();
        this.ids = ids;
    }

    /**
     * A token that only lacks claims of its own.
     *
     * @param id the claim {@code jti}
     * @param keyId the id of the key that signs it
     */
    record Begun(JwtBuilder token, String id, String keyId) {}

    /** @param type the header parameter {@code typ} */
    Begun begin(String type, UserId userId, String audience, Instant now, Duration lifetime) {
        SigningKey key = keys.signing();
        String keyId = key.publicKey().id();
        String id = ids.generate().toString();
        JwtBuilder token = Jwts.builder()
                .provider(provider)
                .header()
                .type(type)
                .keyId(keyId)
                .and()
                .issuer(issuer)
                .subject(userId.value())
                .audience()
                .single(audience)
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(lifetime)))
                .id(id)
                .signWith(key.privateKey(), Jwts.SIG.ES256);
        return new Begun(token, id, keyId);
    }
}
