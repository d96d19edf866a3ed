package dev.rollcall.api.security;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.rollcall.api.accounts.Role;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import java.security.Key;
import java.security.Provider;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Issues and verifies access tokens: JWTs in the profile of RFC 9068, signed with ES256. */
@Component
public class AccessTokens {

    private static final String TYPE = "at+jwt";
    private static final String SESSION_ID = "sid";
    private static final String USER_NAME = "user_name";
    private static final String ROLE = "role";
    private static final String STATUS = "status";
    private static final int MAX_LENGTH = 8_192;

    /** By which the clocks of two nodes may differ. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(60);

    private final SigningKey key;
    private final PublicJwk<ECPublicKey> jwk;
    private final Provider provider;
    private final JwtParser parser;
    private final String issuer;
    private final TokensProperties properties;
    private final TimeBasedEpochGenerator ids;
    private final Clock clock;

    AccessTokens(
            TokensProperties properties, SharedValues shared, Issuer issuer, TimeBasedEpochGenerator ids, Clock clock) {
        this.ids = ids;
        this.properties = properties;
        this.issuer = issuer.value();
        this.clock = clock;
        this.provider = SignatureProvider.best();
        this.key = SigningKey.load(properties.signingKey(), shared, provider);
        this.jwk = Jwks.builder().key(key.publicKey()).idFromThumbprint().build();
        this.parser = Jwts.parser()
                .provider(provider)
                .sig()
                .clear()
                .add(Jwts.SIG.ES256)
                .and()
                .keyLocator(this::locate)
                .requireIssuer(this.issuer)
                .requireAudience(properties.audience())
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    public Duration lifetime() {
        return properties.accessTokenLifetime();
    }

    /** A token for a session that was just found live. */
    public String issue(UserId userId, SessionId sessionId, String userName, Role role) {
        Instant now = clock.instant();
        return Jwts.builder()
                .provider(provider)
                .header()
                .type(TYPE)
                .keyId(jwk.getId())
                .and()
                .issuer(issuer)
                .subject(userId.value())
                .audience()
                .single(properties.audience())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(lifetime())))
                .id(ids.generate().toString())
                .claim(SESSION_ID, sessionId.value())
                .claim(USER_NAME, userName)
                .claim(ROLE, role.name())
                .claim(STATUS, "ACTIVE")
                .signWith(key.privateKey(), Jwts.SIG.ES256)
                .compact();
    }

    /** @throws InvalidToken unless this service issued the token and it has not expired */
    AccessToken verify(String token) {
        if (token.length() > MAX_LENGTH) {
            throw new InvalidToken("too long", null);
        }
        try {
            Jws<Claims> jws = parser.parseSignedClaims(token);
            Claims claims = jws.getPayload();
            require(TYPE.equalsIgnoreCase(jws.getHeader().getType()), "typ");
            Instant latest = clock.instant().plus(CLOCK_DIFFERENCE);
            require(!required(claims, Claims.ISSUED_AT, Date.class).toInstant().isAfter(latest), "iat");
            return new AccessToken(
                    new UserId(required(claims, Claims.SUBJECT, String.class)),
                    new SessionId(required(claims, SESSION_ID, String.class)),
                    required(claims, USER_NAME, String.class),
                    Role.valueOf(required(claims, ROLE, String.class)),
                    required(claims, Claims.EXPIRATION, Date.class).toInstant());
        } catch (JwtException | IllegalArgumentException invalid) {
            throw new InvalidToken(String.valueOf(invalid.getMessage()), invalid);
        }
    }

    /** The public keys as a JWK set (RFC 7517 section 5). */
    public Map<String, Object> jwks() {
        return Map.of("keys", List.of(publicMembers()));
    }

    private Map<String, Object> publicMembers() {
        Map<String, Object> members = new LinkedHashMap<>(jwk);
        members.put("use", "sig");
        members.put("alg", "ES256");
        return members;
    }

    private Key locate(Header header) {
        if (!(header instanceof JwsHeader jws) || !jwk.getId().equals(jws.getKeyId())) {
            throw new InvalidToken("unknown kid", null);
        }
        return key.publicKey();
    }

    private static <T> T required(Claims claims, String name, Class<T> type) {
        T claim = claims.get(name, type);
        if (claim == null) {
            throw new InvalidToken(name, null);
        }
        return claim;
    }

    private static void require(boolean condition, String claim) {
        if (!condition) {
            throw new InvalidToken(claim, null);
        }
    }
}
