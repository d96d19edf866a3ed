package dev.rollcall.api.tokens.jwt;

import dev.rollcall.api.tokens.Cell;
import dev.rollcall.api.tokens.TokensProperties;
import dev.rollcall.api.tokens.secrets.HmacSigner;
import dev.rollcall.api.tokens.secrets.SharedKey;
import dev.rollcall.api.tokens.secrets.SharedKeys;
import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.commits.SharedUpdate;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Issues and rotates refresh tokens: {@code rt1.<session id>.<generation>.<mac>}, see {@link HmacSigner}, after
 * the name of the {@link Cell} if there is one. A session starts with generation 1; every use increments it with one
 * compare-and-set.
 */
@Component
public class RefreshTokens {

    private static final Pattern FORMAT = Pattern.compile("rt1\\.([0-9a-f-]{36})\\.([1-9][0-9]{0,17})");

    /** The first use creates the row, and only while the session is live. */
    private static final String ADVANCE = """
            WITH presented AS (
              SELECT * FROM unnest(:sessions::uuid[], :generations::bigint[]) AS presented (session_id, generation)
            ), first_use AS (
              INSERT INTO refresh_generation (session_id, generation, rotated_at)
              SELECT session_id, 2, :rotatedAt FROM live_session JOIN presented USING (session_id)
              WHERE presented.generation = 1 ORDER BY session_id
              ON CONFLICT (session_id) DO NOTHING
              RETURNING session_id
            ), later_use AS (
              UPDATE refresh_generation advanced SET generation = advanced.generation + 1, rotated_at = :rotatedAt
              FROM presented
              WHERE presented.session_id = advanced.session_id AND presented.generation = advanced.generation
                AND presented.generation > 1
              RETURNING advanced.session_id
            )
            SELECT session_id FROM first_use UNION ALL SELECT session_id FROM later_use
            """;

    /** Finds the current generation if it follows the presented one and was issued within the grace period. */
    private static final String SELECT_RECENT_SUCCESSOR = """
            SELECT generation FROM refresh_generation
            WHERE session_id = :sessionId AND generation = :generation + 1 AND rotated_at >= :rotatedSince
            """;

    private static final String SELECT_CURRENT =
            "SELECT generation FROM refresh_generation WHERE session_id = :sessionId";

    private final HmacSigner signer;
    private final Cell cell;
    private final JdbcClient jdbc;
    private final TokensProperties properties;
    private final Clock clock;
    private final SharedUpdate<SessionId, Presented> advances = new SharedUpdate<>(Presented::sessionId, this::advance);

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

    RefreshTokens(SharedKeys keys, Cell cell, JdbcClient jdbc, TokensProperties properties, Clock clock) {
        this.signer = keys.signer(SharedKey.REFRESH_TOKENS);
        this.cell = cell;
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** Returns the refresh token that a session starts with. */
    public String first(SessionId sessionId) {
        return token(sessionId, 1);
    }

    /** @return empty if this service did not issue the token, or issued it as another cell */
    public Optional<Presented> parse(String token) {
        return signer.verify(token)
                .map(cell::withoutName)
                .map(FORMAT::matcher)
                .filter(Matcher::matches)
                .map(content -> new Presented(new SessionId(content.group(1)), Long.parseLong(content.group(2))));
    }

    /**
     * Replaces a token of a live session with its successor. Two tabs that race with the same token get the same one.
     */
    public Rotation rotate(Presented token) {
        Instant now = clock.instant();
        String successor = token(token.sessionId(), token.generation() + 1);
        if (advances.make(token)) {
            return new Rotation(Rotation.Outcome.ROTATED, successor);
        }
        return wasRotatedWithinGrace(token, now)
                ? new Rotation(Rotation.Outcome.REPEATED, successor)
                : new Rotation(Rotation.Outcome.STOLEN, null);
    }

    /** Whether a refresh with this token of a live session would succeed now. */
    public boolean isUsable(Presented token) {
        Instant now = clock.instant();
        long current = jdbc.sql(SELECT_CURRENT)
                .param("sessionId", token.sessionId().uuid())
                .query(Long.class)
                .optional()
                .orElse(1L);
        return token.generation() == current || wasRotatedWithinGrace(token, now);
    }

    private Set<Presented> advance(Collection<Presented> tokens) {
        Set<SessionId> advanced = jdbc.sql(ADVANCE)
                .param(
                        "sessions",
                        tokens.stream().map(token -> token.sessionId().uuid()).toArray(UUID[]::new))
                .param(
                        "generations",
                        tokens.stream().mapToLong(Presented::generation).toArray())
                .param("rotatedAt", Timestamp.from(clock.instant()))
                .query((row, index) -> SessionId.of(row.getObject("session_id", UUID.class)))
                .set();
        return tokens.stream()
                .filter(token -> advanced.contains(token.sessionId()))
                .collect(Collectors.toSet());
    }

    private boolean wasRotatedWithinGrace(Presented token, Instant now) {
        return jdbc.sql(SELECT_RECENT_SUCCESSOR)
                .param("sessionId", token.sessionId().uuid())
                .param("generation", token.generation())
                .param("rotatedSince", Timestamp.from(now.minus(properties.refreshTokenGrace())))
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private String token(SessionId sessionId, long generation) {
        return signer.sign(cell.name("rt1." + sessionId + "." + generation));
    }
}
