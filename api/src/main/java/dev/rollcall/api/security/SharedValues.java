package dev.rollcall.api.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What all nodes agree on, keys above all, kept in the database. Whichever node comes first makes it. */
@Component
class SharedValues {

    private static final String SELECT = "SELECT value FROM shared_value WHERE name = ? AND generation = 1";

    private static final String INSERT = """
            INSERT INTO shared_value (name, generation, value, created_at) VALUES (?, 1, ?, ?)
            ON CONFLICT (name, generation) DO NOTHING
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    SharedValues(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    byte[] getOrCreate(String name, Supplier<byte[]> first) {
        List<byte[]> existing = select(name);
        if (existing.isEmpty()) {
            jdbc.update(INSERT, name, first.get(), Timestamp.from(clock.instant()));
            existing = select(name);
        }
        return existing.get(0);
    }

    private List<byte[]> select(String name) {
        return jdbc.query(SELECT, (row, index) -> row.getBytes("value"), name);
    }
}
