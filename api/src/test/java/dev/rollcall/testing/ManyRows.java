package dev.rollcall.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.ClassPathResource;

/** A database with much history; see {@code many-rows.sql}. */
public final class ManyRows {

    private ManyRows() {}

    public static TestDatabase create() {
        TestDatabase database = TestDatabase.create();
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        database.jdbc().execute(script());
        database.jdbc().execute("VACUUM (ANALYZE)");
        return database;
    }

    private static String script() {
        try {
            return new ClassPathResource("many-rows.sql").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
