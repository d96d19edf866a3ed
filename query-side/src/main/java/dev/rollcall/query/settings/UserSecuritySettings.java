package dev.rollcall.query.settings;

import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.UserId;
import dev.rollcall.event.UserSettings;
import dev.rollcall.event.WhenFull;
import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.eventstore.commits.CommandWrites;
import dev.rollcall.eventstore.commits.PipelinedStatements;
import dev.rollcall.eventstore.commits.TransactionStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps one row per user for what the user set, and one for what an administrator set. They are written in the
 * transaction of the events.
 */
@Component
@ProcessingGroup(ProcessingGroups.LIVE_SESSIONS)
public class UserSecuritySettings implements TransactionStep<SecuritySettingsChanged> {

    private static final String ADMIN = "ADMIN";

    private static final String USER = "USER";

    private static final String UPSERT = """
            INSERT INTO user_security_settings
                (user_id, set_by, max_sessions, when_full, idle_timeout_ms, absolute_timeout_ms, max_starts_per_hour)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id, set_by) DO UPDATE SET
                max_sessions = EXCLUDED.max_sessions,
                when_full = EXCLUDED.when_full,
                idle_timeout_ms = EXCLUDED.idle_timeout_ms,
                absolute_timeout_ms = EXCLUDED.absolute_timeout_ms,
                max_starts_per_hour = EXCLUDED.max_starts_per_hour
            """;

    private static final String DELETE_OWN =
            "DELETE FROM user_security_settings WHERE user_id = ? AND set_by = '" + USER + "'";

    private static final String SELECT = """
            SELECT set_by, max_sessions, when_full, idle_timeout_ms, absolute_timeout_ms, max_starts_per_hour
            FROM user_security_settings WHERE user_id = :userId
            """;

    private final JdbcClient jdbc;

    UserSecuritySettings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(SecuritySettingsChanged event) {
        CommandWrites.current().add(this, event);
    }

    @Override
    public Stage stage() {
        return Stage.ADDED_ROWS;
    }

    @Override
    public void write(
            List<SecuritySettingsChanged> events,
            PipelinedStatements statements,
            BiConsumer<SecuritySettingsChanged, RuntimeException> refuse) {
        events.stream()
                .sorted(Comparator.comparing(event -> event.userId().value()))
                .forEach(event -> write(event, statements));
    }

    private static void write(SecuritySettingsChanged event, PipelinedStatements statements) {
        boolean byAdministrator = event.initiator().kind() == Initiator.Kind.ADMIN;
        if (byAdministrator) {
            statements.update(DELETE_OWN, event.userId().value());
        }
        SecuritySettingsOverride settings = event.settings();
        statements.update(
                UPSERT,
                event.userId().value(),
                byAdministrator ? ADMIN : USER,
                settings.maxSessions(),
                settings.whenFull() == null ? null : settings.whenFull().name(),
                millis(settings.idleTimeout()),
                millis(settings.absoluteTimeout()),
                settings.maxStartsPerHour());
    }

    public UserSettings of(UserId userId) {
        Map<String, SecuritySettingsOverride> set = new HashMap<>();
        jdbc.sql(SELECT).param("userId", userId.value()).query(row -> {
            set.put(row.getString("set_by"), override(row));
        });
        return new UserSettings(
                set.getOrDefault(ADMIN, SecuritySettingsOverride.NONE),
                set.getOrDefault(USER, SecuritySettingsOverride.NONE));
    }

    private static SecuritySettingsOverride override(ResultSet row) throws SQLException {
        String whenFull = row.getString("when_full");
        return new SecuritySettingsOverride(
                row.getObject("max_sessions", Integer.class),
                whenFull == null ? null : WhenFull.valueOf(whenFull),
                duration(row.getObject("idle_timeout_ms", Long.class)),
                duration(row.getObject("absolute_timeout_ms", Long.class)),
                row.getObject("max_starts_per_hour", Integer.class));
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static @Nullable Duration duration(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
