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
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.springframework.stereotype.Component;

/** What all tokens of this service have in common: they are signed with ES256 and the current key. */
@Component
class TokenSigner {

    private static final TokenJsonWriter JSON = new TokenJsonWriter();
    private static final TokenEncoding ENCODING = new TokenEncoding();

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
     * What sets a token apart from others of the same user.
     *
     * @param id the claim {@code jti}
     * @param issuedAt to the second, as {@code expiresAt}: times in tokens have no fractions
     */
    record Stamp(String id, SigningKey key, Instant issuedAt, Instant expiresAt) {}

    Stamp stamp(Instant now, Duration lifetime) {
        return new Stamp(
                ids.generate().toString(),
                keys.signing(),
                now.truncatedTo(ChronoUnit.SECONDS),
                now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * Begins a token, which only lacks claims of its own.
     *
     * @param type the header parameter {@code typ}
     */
    JwtBuilder begin(String type, UserId userId, String audience, Stamp stamp) {
        return Jwts.builder()
                .provider(provider)
                .json(JSON)
                .b64Url(ENCODING)
                .header()
                .type(type)
                .keyId(stamp.key().publicKey().id())
                .and()
                .issuer(issuer)
                .subject(userId.value())
                .audience()
                .single(audience)
                .issuedAt(Date.from(stamp.issuedAt()))
                .expiration(Date.from(stamp.expiresAt()))
                .id(stamp.id())
                .signWith(stamp.key().privateKey(), Jwts.SIG.ES256);
    }
}
