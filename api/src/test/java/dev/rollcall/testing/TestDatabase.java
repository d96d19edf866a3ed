package dev.rollcall.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A new database on a real PostgreSQL: on the server of the environment variable {@code TEST_DATABASE_URL}, or on an
 * embedded server that all tests share.
 */
public final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static @Nullable String server;

    private final String url;
    private final DataSource dataSource;

    private TestDatabase(String url) {
        this.url = url;
        this.dataSource = new DriverManagerDataSource(url);
    }

    public static TestDatabase create() {
        String server = server();
        String name = "rollcall_test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(server);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException("no test database on " + server, failure);
        }
        return new TestDatabase(server.replaceFirst("(//[^/]+/)[^?]*", "$1" + name));
    }

    /** Returns an existing database. */
    public static TestDatabase at(String url) {
        return new TestDatabase(url);
    }

    public String url() {
        return url;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public JdbcTemplate jdbc() {
        return new JdbcTemplate(dataSource);
    }

    /** Returns the tables that contain a text in any column; bytes are read as UTF-8. */
    public List<String> tablesWith(String text) {
        JdbcTemplate jdbc = jdbc();
        return jdbc.queryForList("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", String.class).stream()
                .filter(table -> jdbc.queryForList("SELECT * FROM " + table).stream()
                        .flatMap(row -> row.values().stream())
                        .anyMatch(value -> asText(value).contains(text)))
                .toList();
    }

    private static String asText(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }

    private static synchronized String server() {
        if (server == null) {
            String given = System.getenv("TEST_DATABASE_URL");
            server = given == null ? embedded() : given;
        }
        return server;
    }

    private static String embedded() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
            return postgres.getJdbcUrl("postgres", "postgres");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
