package dev.rollcall.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL server for one test, which may crash it. */
public final class OwnServer implements AutoCloseable {

    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final JdbcTemplate jdbc;

    private OwnServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        this.jdbc = new JdbcTemplate(new DriverManagerDataSource(database().url()));
    }

    /** Starts a server without background flushes, so that a crash loses everything uncommitted. */
    public static OwnServer start() {
        try {
            return new OwnServer(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("wal_writer_delay", "10s")
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public TestDatabase database() {
        return TestDatabase.at(postgres.getJdbcUrl("postgres", "postgres"));
    }

    /** Returns the same database for a separate role, which can be kept from connecting. */
    public TestDatabase databaseFor(String role) {
        jdbc.execute("CREATE ROLE " + role + " SUPERUSER LOGIN");
        return TestDatabase.at(postgres.getJdbcUrl(role, "postgres"));
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Crashes the server as when a backend dies: it ends all connections and recovers from what was flushed. */
    public void crash() {
        jdbc.execute((Connection connection) -> {
            long backend = connection.unwrap(PGConnection.class).getBackendPID();
            return ProcessHandle.of(backend).orElseThrow().destroyForcibly();
        });
        Awaitility.await().atMost(RECOVERED_WITHIN).ignoreExceptions().until(() -> value("SELECT 1") == 1);
    }

    public long value(String query) {
        @Nullable Long value = jdbc.queryForObject(query, Long.class);
        if (value == null) {
            throw new IllegalStateException("no value: " + query);
        }
        return value;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
