package dev.rollcall.api.tokens.jwt;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.time.Clock;
import java.time.Duration;
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

    private final TokenSigner signer;
    private final Clock clock;

    LogoutTokens(TokenSigner signer, Clock clock) {
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * Issues a token which says that a session has ended.
     *
     * @param audience the client id of the receiver
     */
    public String issue(String audience, UserId userId, SessionId sessionId) {
        return signer.begin(TYPE, userId, audience, signer.stamp(clock.instant(), LIFETIME))
                .claim("sid", sessionId.value())
                .claim("events", EVENTS)
                .compact();
    }
}
