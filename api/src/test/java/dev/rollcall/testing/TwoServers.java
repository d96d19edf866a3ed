package dev.rollcall.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.flywaydb.core.Flyway;

/** Two database servers with the same tables. */
public final class TwoServers implements AutoCloseable {

    private final TestDatabase first = TestDatabase.create();
    private final EmbeddedPostgres other;
    private final TestDatabase second;

    public TwoServers() {
        try {
            other = EmbeddedPostgres.builder().start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        second = TestDatabase.at(other.getJdbcUrl("postgres", "postgres"));
        for (TestDatabase database : List.of(first, second)) {
            Flyway.configure().dataSource(database.dataSource()).load().migrate();
        }
    }

    public TestDatabase first() {
        return first;
    }

    public TestDatabase second() {
        return second;
    }

    @Override
    public void close() {
        try {
            other.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
