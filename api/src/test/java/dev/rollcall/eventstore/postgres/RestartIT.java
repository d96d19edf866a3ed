package dev.rollcall.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Jar;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** C-3 and embedded PostgreSQL: the packaged application loses nothing when it is killed and started again. */
class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    @Test
    void sessionsKeysAndDeadlinesSurviveKillDashNine() {
        SignedIn kept;
        SignedIn expiring;
        Instant due;
        try (Jar before = Jar.start(directory)) {
            assertThat(before.output())
                    .contains("on embedded PostgreSQL 18", "in " + directory, "Next: curl", "Demo users");
            assertThat(Jar.failToStart(directory))
                    .contains("Another Rollcall process is already using the data in " + directory)
                    .contains("--rollcall.embedded-postgres.data-directory");
            kept = before.client().on(Client.LAPTOP).signIn("june_doe", "test123");
            expiring = before.client().signIn("john_roe", "test123");
            expiring.settings(Map.of("absoluteTimeout", "PT2S"));
            Reply shortLived = expiring.client().post(expiring.sessions());
            expiring = new SignedIn(before.client(), shortLived);
            due = Instant.parse(shortLived.text("session.expiresAt"));
            before.kill();
        }

        try (Jar after = Jar.start(directory)) {
            SignedIn again = new SignedIn(after.client(), kept.reply());
            assertThat(again.profile().text("session.sessionId")).isEqualTo(kept.sessionId());
            assertThat(again.refresh().status()).isEqualTo(200);
            assertThat(new SignedIn(after.client(), expiring.reply()).profile().text("reason"))
                    .isEqualTo("ABSOLUTE_TIMEOUT");
            assertThat(expiryOf(expiring)).isEqualTo(due.toString());
        }

        assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    private static String expiryOf(SignedIn device) {
        JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(Jar.databaseUrl(directory)));
        List<String> dueAt = await().atMost(PATIENCE)
                .until(() -> jdbc.queryForList("""
                                SELECT convert_from(payload, 'UTF8')::json ->> 'dueAt' FROM domain_event_entry
                                WHERE payload_type = 'dev.rollcall.event.SessionExpired' AND aggregate_identifier = ?
                                """, String.class, device.userId()), found -> !found.isEmpty());
        assertThat(dueAt).hasSize(1);
        assertThat(jdbc.queryForList(
                        "SELECT setting FROM pg_settings WHERE name IN"
                                + " ('fsync', 'full_page_writes', 'synchronous_commit')",
                        String.class))
                .containsOnly("on");
        return dueAt.get(0);
    }
}
