package dev.rollcall.client.test;

import dev.rollcall.client.EndedSession;
import dev.rollcall.client.SessionEndedError;
import dev.rollcall.client.SessionStateUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/** Decodes the tokens of {@link TestSession}, and leaves all others to the decoder of the service. */
public final class TestSessionDecoder {

    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private TestSessionDecoder() {}

    /** Returns a decoder that also knows test sessions. */
    public static JwtDecoder beside(JwtDecoder decoder) {
        return token -> isTest(token) ? decode(token) : decoder.decode(token);
    }

    /** The same for WebFlux. */
    public static final class Reactive {

        private Reactive() {}

        /** Returns a decoder that also knows test sessions. */
        public static ReactiveJwtDecoder beside(ReactiveJwtDecoder decoder) {
            return token ->
                    isTest(token) ? Mono.fromCallable(() -> TestSessionDecoder.decode(token)) : decoder.decode(token);
        }
    }

    private static boolean isTest(String token) {
        return token.startsWith(TestSession.TOKEN_PREFIX);
    }

    private static Jwt decode(String token) {
        TestSession session = TestSession.ofToken(token);
        if (session.unknown()) {
            throw new SessionStateUnavailableException("The test says so", null);
        }
        Instant now = Instant.now();
        if (session.endReason() != null) {
            EndedSession ended = new EndedSession(session.sessionId(), session.userId(), session.endReason(), now);
            throw new JwtValidationException("The session has ended", List.of(new SessionEndedError(ended)));
        }
        return Jwt.withTokenValue(token)
                .header("alg", "none")
                .subject(session.userId())
                .claim("user_name", session.userName())
                .claim("role", session.role())
                .claim("sid", session.sessionId())
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .build();
    }
}
