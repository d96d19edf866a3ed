package dev.rollcall.query.livesessions;

import dev.rollcall.event.Device;
import dev.rollcall.event.Expiry;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.eventstore.commits.TransactionStep;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Inserts the rows of started sessions into {@code live_session}, with one statement for several commands. */
@Component
class StartedRows implements TransactionStep<StartedRows.Row> {

    private static final String INSERT = """
            INSERT INTO live_session (session_id, user_id, label, user_agent, ip_address, started_at, idle_timeout_ms,
                                      expires_at, bootstrap, deadline_at, login_id)
            SELECT * FROM unnest(:sessions::uuid[], :users::text[], :labels::text[], :userAgents::text[],
                                 :addresses::text[], :startedAt::timestamptz[], :idleTimeouts::bigint[],
                                 :expiresAt::timestamptz[], :bootstraps::boolean[], :deadlines::timestamptz[],
                                 :logins::text[])
            ON CONFLICT (session_id) DO NOTHING
            """;

    private static final Comparator<Row> BY_SESSION =
            Comparator.comparing(row -> row.event().sessionId().uuid());

    private final JdbcClient jdbc;

    record Row(SessionStarted event, Device device) {}

    StartedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Stage stage() {
        return Stage.ADDED_ROWS;
    }

    @Override
    public Map<Row, RuntimeException> write(List<Row> rows) {
        List<Row> sorted = rows.stream().sorted(BY_SESSION).toList();
        boolean[] bootstraps = new boolean[sorted.size()];
        for (int i = 0; i < bootstraps.length; i++) {
            bootstraps[i] = sorted.get(i).event().bootstrap();
        }
        jdbc.sql(INSERT)
                .param(
                        "sessions",
                        sorted.stream()
                                .map(row -> row.event().sessionId().uuid())
                                .toArray(UUID[]::new))
                .param("users", texts(sorted, row -> row.event().userId().value()))
                .param("labels", texts(sorted, row -> row.device().label()))
                .param("userAgents", texts(sorted, row -> row.device().userAgent()))
                .param("addresses", texts(sorted, row -> row.device().ipAddress()))
                .param("startedAt", times(sorted, SessionStarted::startedAt))
                .param(
                        "idleTimeouts",
                        sorted.stream()
                                .mapToLong(row -> row.event().idleTimeout().toMillis())
                                .toArray())
                .param("expiresAt", times(sorted, SessionStarted::expiresAt))
                .param("bootstraps", bootstraps)
                .param("deadlines", times(sorted, StartedRows::deadline))
                .param("logins", texts(sorted, row -> row.event().loginId()))
                .update();
        return Map.of();
    }

    private static Instant deadline(SessionStarted event) {
        return Expiry.of(event.startedAt(), event.idleTimeout(), event.expiresAt())
                .dueAt();
    }

    private static String[] texts(List<Row> rows, Function<Row, @Nullable String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    private static String[] times(List<Row> rows, Function<SessionStarted, Instant> time) {
        return rows.stream().map(row -> time.apply(row.event()).toString()).toArray(String[]::new);
    }
}
