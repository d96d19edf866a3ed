package dev.rollcall.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.ClassPathResource;

/** A database as it is after a while: {@code many-rows.sql} says what is in it. */
public final class ManyRows {

    private ManyRows() {}

    /** @param users a power of two; {@code user-0} and so on */
    public static TestDatabase create(int users) {
        TestDatabase database = TestDatabase.create();
        // As on a disk without moving parts: so few rows are soon read whole otherwise, where many would not be.
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
