package dev.rollcall.api.tokens.jwt;

import dev.rollcall.api.tokens.AccessToken;
import dev.rollcall.api.tokens.Authenticated;
import dev.rollcall.api.tokens.InvalidToken;
import dev.rollcall.api.tokens.IssuedToken;
import dev.rollcall.api.tokens.Issuer;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.tokens.TokensProperties;
import dev.rollcall.api.tokens.keys.SigningKeys;
import dev.rollcall.api.tokens.keys.VerificationKey;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Issues and verifies access tokens: JWTs in the profile of RFC 9068, signed with ES256. */
@Component
public class AccessTokens {

    private static final String TYPE = "at+jwt";
    private static final String SESSION_ID = "sid";
    private static final String USER_NAME = "user_name";

    private static final String CLIENT_ID = "client_id";
    private static final String ROLE = "role";
    private static final String STATUS = "status";
    private static final String AUTHENTICATED_AT = "auth_time";

    /** Three segments (RFC 7515 section 3.1). The last one encodes 64 bytes, and its unused bits are zero. */
    private static final Pattern FORMAT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]{85}[AQgw]");

    /** The header parameters of our tokens. No others are accepted, such as keys or extensions. */
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

    /** Lifetimes are shortened at random by up to 1/20, so that users who log in together do not refresh together. */
    private static final int JITTER_DIVISOR = 20;

    private final SigningKeys keys;
    private final JwtParser parser;
    private final TokensProperties properties;
    private final TokenSigner signer;
    private final RandomGenerator random;
    private final Clock clock;

    AccessTokens(
            TokensProperties properties,
            SigningKeys keys,
            Provider signatureProvider,
            Issuer issuer,
            TokenSigner signer,
            RandomGenerator random,
            Clock clock) {
        this.keys = keys;
        this.signer = signer;
        this.random = random;
        this.properties = properties;
        this.clock = clock;
        this.parser = Jwts.parser()
                .provider(signatureProvider)
                .json(new TokenJson())
                .sig()
                .clear()
                .add(Jwts.SIG.ES256)
                .and()
                .keyLocator(this::locate)
                .requireIssuer(issuer.value())
                .requireAudience(properties.audience())
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    /** Returns the claim {@code aud} of every token. */
    public String audience() {
        return properties.audience();
    }

    /**
     * Issues a token for a session that was just found live.
     *
     * @param authentication the user's name and role, and when they authenticated
     */
    IssuedToken issue(UserId userId, SessionId sessionId, Authenticated authentication) {
        Instant now = clock.instant();
        Duration lifetime = lifetime(now, authentication);
        TokenSigner.Stamp stamp = signer.stamp(now, lifetime);
        AccessToken content = new AccessToken(
                userId,
                sessionId,
                authentication.userName(),
                authentication.role(),
                stamp.id(),
                stamp.issuedAt(),
                stamp.expiresAt(),
                stamp.key().publicKey().id(),
                toTheSecond(authentication.authenticatedAt()));
        String token = signer.begin(TYPE, userId, properties.audience(), stamp)
                .claim(CLIENT_ID, AccessToken.CLIENT_ID)
                .claim(SESSION_ID, sessionId.value())
                .claim(USER_NAME, content.userName())
                .claim(ROLE, content.role().name())
                .claim(STATUS, "ACTIVE")
                .claim(AUTHENTICATED_AT, seconds(content.authenticatedAt()))
                .compact();
        return new IssuedToken(token, lifetime, content);
    }

    /** Returns the lifetime in whole seconds, because times in tokens have no fractions. */
    private Duration lifetime(Instant now, Authenticated authentication) {
        Instant until = authentication.role() == Role.USER ? null : authentication.roleUntil();
        long longest = properties.accessTokenLifetime().toSeconds();
        long lifetime = longest - random.nextLong(longest / JITTER_DIVISOR + 1);
        return Duration.ofSeconds(
                until == null
                        ? lifetime
                        : Math.max(
                                0,
                                Math.min(lifetime, Duration.between(now, until).toSeconds())));
    }

    /** @throws InvalidToken if this service did not issue the token, or if it has expired */
    public AccessToken verify(String token) {
        require(FORMAT.matcher(token).matches(), "format");
        try {
            Jws<Claims> jws = parser.parseSignedClaims(token);
            require(jws.getHeader().keySet().equals(HEADER), "header");
            require(TYPE.equals(jws.getHeader().getType()), "typ");
            return accessToken(jws.getPayload(), key(jws.getHeader().getKeyId()));
        } catch (JwtException | IllegalArgumentException invalid) {
            throw new InvalidToken(String.valueOf(invalid.getMessage()), invalid);
        }
    }

    private AccessToken accessToken(Claims claims, VerificationKey key) {
        Instant issuedAt = required(claims, Claims.ISSUED_AT, Date.class).toInstant();
        Instant expiresAt = required(claims, Claims.EXPIRATION, Date.class).toInstant();
        require(!issuedAt.isAfter(clock.instant().plus(TokensProperties.CLOCK_SKEW)), "iat");
        require(!expiresAt.isAfter(issuedAt.plus(TokensProperties.LONGEST_LIFETIME)), "exp");
        return new AccessToken(
                new UserId(text(claims, Claims.SUBJECT)),
                new SessionId(text(claims, SESSION_ID)),
                text(claims, USER_NAME),
                Role.valueOf(text(claims, ROLE)),
                text(claims, Claims.ID),
                issuedAt,
                expiresAt,
                key.id(),
                authenticatedAt(claims));
    }

    private static @Nullable Long seconds(@Nullable Instant time) {
        return time == null ? null : time.getEpochSecond();
    }

    private static @Nullable Instant toTheSecond(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Reads {@code auth_time}, in seconds (OpenID Connect Core section 2). */
    private static @Nullable Instant authenticatedAt(Claims claims) {
        Object seconds = claims.get(AUTHENTICATED_AT);
        require(seconds == null || seconds instanceof Integer || seconds instanceof Long, AUTHENTICATED_AT);
        return seconds == null ? null : Instant.ofEpochSecond(((Number) seconds).longValue());
    }

    private Key locate(Header header) {
        return key(header instanceof JwsHeader jws ? jws.getKeyId() : null).key();
    }

    private VerificationKey key(@Nullable String keyId) {
        return keys.find(keyId).orElseThrow(() -> new InvalidToken("unknown kid", null));
    }

    private static String text(Claims claims, String name) {
        String text = required(claims, name, String.class);
        require(!text.isEmpty(), name);
        return text;
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
