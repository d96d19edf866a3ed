package dev.rollcall.api.tokens.jwt;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.rollcall.api.tokens.Issuer;
import dev.rollcall.api.tokens.keys.SigningKey;
import dev.rollcall.api.tokens.keys.SigningKeys;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import io.jsonwebtoken.Jwts;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Issues logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.4), signed with ES256. */
@Component
public class LogoutTokens {

    private static final String TYPE = "logout+jwt";

    private static final Map<String, Map<String, String>> EVENTS =
            Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());

    /** As recommended in section 4 of the specification. */
    private static final Duration LIFETIME = Duration.ofMinutes(2);

    private final SigningKeys keys;
    private final Provider provider;
    private final String issuer;
    private final TimeBasedEpochGenerator ids;
    private final Clock clock;

    LogoutTokens(
            SigningKeys keys, Provider signatureProvider, Issuer issuer, TimeBasedEpochGenerator ids, Clock clock) {
        this.keys = keys;
        this.provider = signatureProvider;
        this.issuer = issuer.value();
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Issues a token which says that a session has ended.
     *
     * @param audience the client id of the receiver
     */
    public String issue(String audience, UserId userId, SessionId sessionId) {
        Instant now = clock.instant();
        SigningKey key = keys.signing();
        return Jwts.builder()
                .provider(provider)
                .header()
                .type(TYPE)
                .keyId(key.publicKey().id())
                .and()
                .issuer(issuer)
                .subject(userId.value())
                .audience()
                .single(audience)
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(LIFETIME)))
                .id(ids.generate().toString())
                .claim("sid", sessionId.value())
                .claim("events", EVENTS)
                .signWith(key.privateKey(), Jwts.SIG.ES256)
                .compact();
    }
}
