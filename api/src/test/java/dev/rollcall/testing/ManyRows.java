package dev.rollcall.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.ClassPathResource;

/** A database with much history; see {@code many-rows.sql}. */
public final class ManyRows {

    private ManyRows() {}

    /** @param users a power of two; the users are {@code user-0} and so on */
    public static TestDatabase create(int users) {
        TestDatabase database = TestDatabase.create();
        // The value for solid-state disks. With the default, PostgreSQL would scan tables of this size.
        database.jdbc()
                .execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1',"
                        + " current_database()); END $$");
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        database.jdbc().execute(script().replace(":users", Integer.toString(users)));
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
