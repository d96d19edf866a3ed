package dev.rollcall.query.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Creates fresh databases with all tables on a real PostgreSQL: the server of the environment variable
 * {@code TEST_DATABASE_URL}, else an embedded one that all tests of a run share.
 */
final class MigratedDatabase {

    /** The module api owns the migrations. */
    private static final String MIGRATIONS = "filesystem:../api/src/main/resources/db/migration";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static @Nullable String server;

    private MigratedDatabase() {}

    static DataSource create() {
        String name = "rollcall_query_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        new JdbcTemplate(new DriverManagerDataSource(server())).execute("CREATE DATABASE " + name);
        DataSource database = new DriverManagerDataSource(server().replaceFirst("(//[^/]+/)[^?]*", "$1" + name));
        Flyway.configure()
                .dataSource(database)
                .locations(MIGRATIONS)
                .failOnMissingLocations(true)
                .load()
                .migrate();
        return database;
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
            return EmbeddedPostgres.builder().start().getJdbcUrl("postgres", "postgres");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
