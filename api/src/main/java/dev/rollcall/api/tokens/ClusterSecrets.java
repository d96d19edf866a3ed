package dev.rollcall.api.tokens;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Values that all nodes share, mostly keys, kept in the database. The first node that needs a value creates it. */
@Component
public class ClusterSecrets {

    private static final int FIRST = 1;

    private static final String SELECT =
            "SELECT generation, value, created_at FROM shared_value WHERE name = :name ORDER BY generation";

    private static final String INSERT = """
            INSERT INTO shared_value (name, generation, value, created_at)
            VALUES (:name, :generation, :value, :createdAt)
            ON CONFLICT (name, generation) DO NOTHING
            """;

    /** By the clock of the database, because a command may run on a machine whose clock is wrong. */
    private static final String INSERT_SUCCESSOR = """
            INSERT INTO shared_value (name, generation, value, created_at)
            VALUES (:name, :generation, :value, date_trunc('milliseconds', clock_timestamp()))
            ON CONFLICT (name, generation) DO NOTHING
            """;

    private static final String DELETE_BEFORE =
            "DELETE FROM shared_value WHERE name = :name AND generation < :generation";

    private final JdbcClient jdbc;
    private final Clock clock;

    /** One of the successive values of a name. */
    public record Generation(int number, byte[] value, Instant createdAt) {

        /** Never shows the value, which may be a key. */
        @Override
        public String toString() {
            return "Generation[" + number + "]";
        }
    }

    ClusterSecrets(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns the value of a name that has only one generation. */
    public byte[] getOrCreate(String name, Supplier<byte[]> first) {
        return generations(name, first).get(0).value();
    }

    /** Returns all generations of a name, oldest first; there is at least one. */
    public List<Generation> generations(String name, Supplier<byte[]> first) {
        List<Generation> existing = select(name);
        if (existing.isEmpty()) {
            add(name, FIRST, first.get());
            existing = select(name);
        }
        return existing;
    }

    /** Adds a generation. Changes nothing if another node has already added it. */
    public void add(String name, int generation, byte[] value) {
        jdbc.sql(INSERT)
                .param("name", name)
                .param("generation", generation)
                .param("value", value)
                .param("createdAt", Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * Adds a generation after another one, created now by the clock of the database.
     *
     * @return false if another node or command has already added it
     */
    public boolean addAfter(Generation newest, String name, byte[] value) {
        return jdbc.sql(INSERT_SUCCESSOR)
                        .param("name", name)
                        .param("generation", newest.number() + 1)
                        .param("value", value)
                        .update()
                == 1;
    }

    /** @return the number of generations that were deleted */
    public int deleteBefore(Generation first, String name) {
        return jdbc.sql(DELETE_BEFORE)
                .param("name", name)
                .param("generation", first.number())
                .update();
    }

    private List<Generation> select(String name) {
        return jdbc.sql(SELECT)
                .param("name", name)
                .query((row, index) -> new Generation(
                        row.getInt("generation"),
                        row.getBytes("value"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }
}
