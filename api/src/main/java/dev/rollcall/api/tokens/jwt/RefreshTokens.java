package dev.rollcall.api.tokens.jwt;

import dev.rollcall.api.tokens.ClusterSecrets;
import dev.rollcall.api.tokens.HmacSigner;
import dev.rollcall.api.tokens.TokensProperties;
import dev.rollcall.event.SessionId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Issues and rotates refresh tokens: {@code rt1.<session id>.<generation>.<mac>}, see {@link HmacSigner}. A session
 * starts with generation 1; every use increments it with one compare-and-set.
 */
@Component
public class RefreshTokens {

    private static final String SECRET_NAME = "refresh-token-key";
    private static final Pattern FORMAT = Pattern.compile("rt1\\.([0-9a-f-]{36})\\.([1-9][0-9]{0,17})");

    /** The first use creates the row, and only while the session is live. */
    private static final String ADVANCE_FIRST = """
            INSERT INTO refresh_generation (session_id, generation, rotated_at)
            SELECT session_id, 2, ? FROM live_session WHERE session_id = ?
            ON CONFLICT (session_id) DO NOTHING
            """;

    private static final String ADVANCE = """
            UPDATE refresh_generation SET generation = generation + 1, rotated_at = ?
            WHERE session_id = ? AND generation = ?
            """;

    /** Finds the current generation if it follows the presented one and was issued within the grace period. */
    private static final String SELECT_RECENT_SUCCESSOR = """
            SELECT generation FROM refresh_generation WHERE session_id = ? AND generation = ? + 1 AND rotated_at >= ?
            """;

    private static final String SELECT_CURRENT = "SELECT generation FROM refresh_generation WHERE session_id = ?";

    private final HmacSigner signer;
    private final JdbcTemplate jdbc;
    private final TokensProperties properties;
    private final Clock clock;

    /** A refresh token that this service issued. It may have been used before. */
    public record Presented(SessionId sessionId, long generation) {}

    /** @param successor null if the token was stolen */
    public record Rotation(Outcome outcome, @Nullable String successor) {

        public enum Outcome {
            ROTATED,
            /** The token was used before, within the grace period, and gets the same successor again. */
            REPEATED,
            /** The token was used before, and does not qualify for the grace period. */
            STOLEN
        }

        /** Never shows the token. */
        @Override
        public String toString() {
            return outcome.name();
        }
    }

    RefreshTokens(ClusterSecrets secrets, JdbcTemplate jdbc, TokensProperties properties, Clock clock) {
        this.signer = new HmacSigner(secrets, SECRET_NAME);
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** Returns the refresh token that a session starts with. */
    public String first(SessionId sessionId) {
        return token(sessionId, 1);
    }

    /** @return empty if this service did not issue the token */
    public Optional<Presented> parse(String token) {
        return signer.verify(token)
                .map(FORMAT::matcher)
                .filter(Matcher::matches)
                .map(content -> new Presented(new SessionId(content.group(1)), Long.parseLong(content.group(2))));
    }

    /**
     * Replaces a token of a live session by its successor. Two tabs that race with the same token get the same one.
     */
    public Rotation rotate(Presented token) {
        Instant now = clock.instant();
        String successor = token(token.sessionId(), token.generation() + 1);
        if (advance(token, now)) {
            return new Rotation(Rotation.Outcome.ROTATED, successor);
        }
        return wasRotatedWithinGrace(token, now)
                ? new Rotation(Rotation.Outcome.REPEATED, successor)
                : new Rotation(Rotation.Outcome.STOLEN, null);
    }

    /** Whether a refresh with this token of a live session would succeed now. */
    public boolean isUsable(Presented token) {
        Instant now = clock.instant();
        List<Long> current =
                jdbc.queryForList(SELECT_CURRENT, Long.class, token.sessionId().uuid());
        return token.generation() == (current.isEmpty() ? 1 : current.get(0)) || wasRotatedWithinGrace(token, now);
    }

    private boolean advance(Presented token, Instant now) {
        Timestamp rotatedAt = Timestamp.from(now);
        UUID session = token.sessionId().uuid();
        int rows = token.generation() == 1
                ? jdbc.update(ADVANCE_FIRST, rotatedAt, session)
                : jdbc.update(ADVANCE, rotatedAt, session, token.generation());
        return rows == 1;
    }

    private boolean wasRotatedWithinGrace(Presented token, Instant now) {
        return !jdbc.queryForList(
                        SELECT_RECENT_SUCCESSOR,
                        Long.class,
                        token.sessionId().uuid(),
                        token.generation(),
                        Timestamp.from(now.minus(properties.refreshTokenGrace())))
                .isEmpty();
    }

    private String token(SessionId sessionId, long generation) {
        return signer.sign("rt1." + sessionId + "." + generation);
    }
}
