package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.commits.CollectedUpdate;
import dev.rollcall.eventstore.commits.Columns;
import dev.rollcall.eventstore.commits.SharedUpdate;
import dev.rollcall.query.ExpirySql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records when sessions were last used. Use is frequent and decides nothing by itself, so it is not an event. It is
 * written to a small table beside the events: for each session at most once a minute, or once in a tenth of the idle
 * timeout if that is shorter. Most uses are collected for up to a second, see ADR 0031.
 */
@Component
public class SessionActivity implements DisposableBean {

    private static final Duration WRITE_AT_MOST_EVERY = Duration.ofMinutes(1);

    private static final int WRITES_PER_IDLE_TIMEOUT = 10;

    /** A use that is written later than this might come after the session has been recorded as expired. */
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(1);

    private static final String SELECT = """
            SELECT session_id, last_activity_at FROM session_activity WHERE session_id = ANY (:sessions)
            """;

    /**
     * A request that races with the end of its session leaves no row behind. A slow clock does not revive an expired
     * session: the later of the node's and the database's clock decides, at the time of the use. A use that is recorded
     * at the same time only makes the session live longer.
     */
    private static final String USE = """
            WITH asked AS (
                SELECT session_id, used_at,
                       GREATEST(used_at, clock_timestamp() - age_us * interval '1 microsecond') AS judged_at
                FROM unnest(:sessions::uuid[], :usedAt::timestamptz[], :ages::bigint[])
                    AS asked (session_id, used_at, age_us)
            ), session AS (
                SELECT asked.session_id, used_at, judged_at >= %s AS is_over
                FROM asked JOIN live_session live ON live.session_id = asked.session_id
                LEFT JOIN session_activity before ON before.session_id = asked.session_id
            ), used AS (
                INSERT INTO session_activity AS activity (session_id, last_activity_at)
                SELECT session_id, used_at FROM session WHERE NOT is_over ORDER BY session_id
                ON CONFLICT (session_id) DO UPDATE SET last_activity_at = EXCLUDED.last_activity_at
                WHERE activity.last_activity_at < EXCLUDED.last_activity_at
            )
            SELECT session_id FROM session WHERE NOT is_over
            """.formatted(ExpirySql.DUE_AT);

    /** Uses of many sessions at the same time are written together. */
    private final SharedUpdate<SessionId, Used> uses = new SharedUpdate<>(Used::session, this::record);

    private final CollectedUpdate<SessionId, Used> collected = new CollectedUpdate<>(
            Used::session, this::record, used -> used.ifOver().run());

    private final JdbcClient jdbc;
    private final Clock clock;

    SessionActivity(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return the last recorded use of the given sessions; those without a recorded use are left out */
    public Map<SessionId, Instant> of(Collection<SessionId> sessions) {
        UUID[] ids = sessions.stream().map(SessionId::uuid).toArray(UUID[]::new);
        Map<SessionId, Instant> uses = new HashMap<>();
        jdbc.sql(SELECT).param("sessions", ids).query(row -> {
            uses.put(
                    SessionId.of(row.getObject("session_id", UUID.class)),
                    row.getTimestamp("last_activity_at").toInstant());
        });
        return uses;
    }

    /** @param askedAt when this node was asked to record the use */
    private record Used(SessionId session, Instant at, Instant askedAt, Runnable ifOver) {}

    /** The outcome of recording a use. */
    public enum Use {
        /** It is written, or will be within a second. */
        RECORDED,
        /** The last recorded use was too recent for another write. */
        RECENT,
        /** The session has ended, or has expired by the later of the two clocks. */
        OVER
    }

    /**
     * Records that a session was used, unless a use was recorded a short while ago.
     *
     * @param recordedAt the last recorded use, or the session's start if there is none
     */
    public Use touch(SessionId session, Duration idleTimeout, Instant recordedAt, Instant now) {
        return isRecent(idleTimeout, recordedAt, now) ? Use.RECENT : write(session, now);
    }

    /**
     * Like {@link #touch}, but does not wait for the write unless it must not be late.
     *
     * @param session must be known not to have ended
     * @param ifOver called later if the session was over after all
     */
    public Use touchLater(LiveSession session, Instant now, Runnable ifOver) {
        if (isRecent(session.idleTimeout(), session.lastActivityAt(), now)) {
            return Use.RECENT;
        }
        return mayBeLate(session, now) && collected.add(used(session.sessionId(), now, ifOver))
                ? Use.RECORDED
                : write(session.sessionId(), now);
    }

    private Use write(SessionId session, Instant now) {
        return uses.make(used(session, now, () -> {})) ? Use.RECORDED : Use.OVER;
    }

    private Used used(SessionId session, Instant now, Runnable ifOver) {
        return new Used(session, now, clock.instant(), ifOver);
    }

    private static boolean isRecent(Duration idleTimeout, Instant recordedAt, Instant now) {
        Duration coalesced = idleTimeout.dividedBy(WRITES_PER_IDLE_TIMEOUT);
        if (coalesced.compareTo(WRITE_AT_MOST_EVERY) > 0) {
            coalesced = WRITE_AT_MOST_EVERY;
        }
        return recordedAt.plus(coalesced).isAfter(now);
    }

    /**
     * A use that is not written when a node is killed shortens the life of the session, but by no more than half of the
     * idle timeout.
     */
    private static boolean mayBeLate(LiveSession session, Instant now) {
        Duration unused = Duration.between(session.lastActivityAt(), now);
        return session.expiresAt().isAfter(now.plus(WRITTEN_WITHIN))
                && unused.multipliedBy(2).compareTo(session.idleTimeout()) <= 0;
    }

    /** Returns the uses of sessions that are live. */
    private Set<Used> record(Collection<Used> used) {
        Instant now = clock.instant();
        Set<SessionId> live = jdbc.sql(USE)
                .param("sessions", Columns.uuids(used, use -> use.session().uuid()))
                .param("usedAt", Columns.texts(used, Used::at))
                .param(
                        "ages",
                        used.stream()
                                .map(use -> Math.max(0, use.askedAt().until(now, ChronoUnit.MICROS)))
                                .toArray(Long[]::new))
                .query((row, index) -> SessionId.of(row.getObject("session_id", UUID.class)))
                .set();
        return used.stream().filter(use -> live.contains(use.session())).collect(Collectors.toSet());
    }

    @Override
    public void destroy() {
        collected.close();
    }
}
