package dev.rollcall.api.tokens;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What all nodes agree on, keys above all, kept in the database. Whichever node comes first makes it. */
@Component
public class ClusterSecrets {

    private static final int FIRST = 1;

    private static final String SELECT =
            "SELECT generation, value, created_at FROM shared_value WHERE name = ? ORDER BY generation";

    private static final String INSERT = """
            INSERT INTO shared_value (name, generation, value, created_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (name, generation) DO NOTHING
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    /** One value of those that a name had one after the other. */
    public record Generation(int number, byte[] value, Instant createdAt) {

        /** Never shows the value, which may be a key. */
        @Override
        public String toString() {
            return "Generation[" + number + "]";
        }
    }

    ClusterSecrets(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The value of a name that has one generation only. */
    public byte[] getOrCreate(String name, Supplier<byte[]> first) {
        return generations(name, first).get(0).value();
    }

    /** All generations of a name, oldest first; there is one at least. */
    public List<Generation> generations(String name, Supplier<byte[]> first) {
        List<Generation> existing = select(name);
        if (existing.isEmpty()) {
            add(name, FIRST, first.get());
            existing = select(name);
        }
        return existing;
    }

    /** Changes nothing if another node was first. */
    public void add(String name, int generation, byte[] value) {
        jdbc.update(INSERT, name, generation, value, Timestamp.from(clock.instant()));
    }

    private List<Generation> select(String name) {
        return jdbc.query(
                SELECT,
                (row, index) -> new Generation(
                        row.getInt("generation"),
                        row.getBytes("value"),
                        row.getTimestamp("created_at").toInstant()),
                name);
    }
}
