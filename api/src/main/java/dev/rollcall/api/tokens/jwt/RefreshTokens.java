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
 * Refresh tokens: {@code rt1.<session id>.<generation>.<mac>}, see {@link HmacSigner}. A session begins with generation 1;
 * every use advances it by one compare-and-set.
 */
@Component
public class RefreshTokens {

    private static final String SHARED_NAME = "refresh-token-key";
    private static final Pattern FORMAT = Pattern.compile("rt1\\.([0-9a-f-]{36})\\.([1-9][0-9]{0,17})");

    /** The row is made by the first use, and only while the session lives. */
    private static final String ADVANCE_FIRST = """
            INSERT INTO refresh_generation (session_id, generation, rotated_at)
            SELECT session_id, 2, ? FROM live_session WHERE session_id = ?
            ON CONFLICT (session_id) DO NOTHING
            """;

    private static final String ADVANCE = """
            UPDATE refresh_generation SET generation = generation + 1, rotated_at = ?
            WHERE session_id = ? AND generation = ?
            """;

    /** The successor handed out already, if the presented generation was the last one before it, and that recently. */
    private static final String SELECT_RECENT_SUCCESSOR = """
            SELECT generation FROM refresh_generation WHERE session_id = ? AND generation = ? + 1 AND rotated_at >= ?
            """;

    private static final String SELECT_CURRENT = "SELECT generation FROM refresh_generation WHERE session_id = ?";

    private final HmacSigner mac;
    private final JdbcTemplate jdbc;
    private final TokensProperties properties;
    private final Clock clock;

    /** A genuine refresh token, which may have been used before. */
    public record Presented(SessionId sessionId, long generation) {}

    /** @param successor null if the token was stolen */
    public record Rotation(Outcome outcome, @Nullable String successor) {

        public enum Outcome {
            ROTATED,
            /** It was used just now, and has the same successor. */
            REPEATED,
            /** It was used before, and not just now. */
            STOLEN
        }

        /** Never shows the token. */
        @Override
        public String toString() {
            return outcome.name();
        }
    }

    RefreshTokens(ClusterSecrets shared, JdbcTemplate jdbc, TokensProperties properties, Clock clock) {
        this.mac = new HmacSigner(shared, SHARED_NAME);
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** The token that a session starts with. */
    public String first(SessionId sessionId) {
        return token(sessionId, 1);
    }

    /** @return empty unless this service made the token */
    public Optional<Presented> parse(String token) {
        return mac.verify(token)
                .map(FORMAT::matcher)
                .filter(Matcher::matches)
                .map(content -> new Presented(new SessionId(content.group(1)), Long.parseLong(content.group(2))));
    }

    /**
     * The successor of a token of a live session. Two tabs that race with the same token get the same successor.
     */
    public Rotation rotate(Presented token) {
        Instant now = clock.instant();
        String successor = token(token.sessionId(), token.generation() + 1);
        if (advance(token, now)) {
            return new Rotation(Rotation.Outcome.ROTATED, successor);
        }
        return wasRotatedJustNow(token, now)
                ? new Rotation(Rotation.Outcome.REPEATED, successor)
                : new Rotation(Rotation.Outcome.STOLEN, null);
    }

    /** Whether a refresh with this token of a live session would be answered now. */
    public boolean isUsable(Presented token) {
        Instant now = clock.instant();
        List<Long> current =
                jdbc.queryForList(SELECT_CURRENT, Long.class, token.sessionId().uuid());
        return token.generation() == (current.isEmpty() ? 1 : current.get(0)) || wasRotatedJustNow(token, now);
    }

    private boolean advance(Presented token, Instant now) {
        Timestamp rotatedAt = Timestamp.from(now);
        UUID session = token.sessionId().uuid();
        int rows = token.generation() == 1
                ? jdbc.update(ADVANCE_FIRST, rotatedAt, session)
                : jdbc.update(ADVANCE, rotatedAt, session, token.generation());
        return rows == 1;
    }

    private boolean wasRotatedJustNow(Presented token, Instant now) {
        return !jdbc.queryForList(
                        SELECT_RECENT_SUCCESSOR,
                        Long.class,
                        token.sessionId().uuid(),
                        token.generation(),
                        Timestamp.from(now.minus(properties.refreshTokenGrace())))
                .isEmpty();
    }

    private String token(SessionId sessionId, long generation) {
        return mac.sign("rt1." + sessionId + "." + generation);
    }
}
