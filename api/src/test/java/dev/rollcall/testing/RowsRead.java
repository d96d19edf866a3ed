package dev.rollcall.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts the rows that a node has read of each table, by PostgreSQL's statistics. Backends report these only now and
 * then, so those of the pool are made to report; other connections report after about a second.
 */
public final class RowsRead {

    private static final String SELECT = """
            SELECT relname, seq_tup_read AS by_scan,
                   coalesce((SELECT sum(idx_tup_read) FROM pg_stat_user_indexes i WHERE i.relid = t.relid), 0) AS by_index
            FROM pg_stat_user_tables t WHERE schemaname = 'public'
            """;

    private final JdbcTemplate jdbc;
    private final HikariDataSource pool;
    private final int listeners;

    /** @param byScan rows read by a sequential scan */
    public record Rows(long byScan, long byIndex) {

        private Rows since(Rows before) {
            return new Rows(byScan - before.byScan, byIndex - before.byIndex);
        }
    }

    /** @param listeners how many connections of the pool are never given back, because they listen */
    public RowsRead(TestDatabase database, Node node, int listeners) {
        this.listeners = listeners;
        this.jdbc = database.jdbc();
        try {
            this.pool = node.bean(DataSource.class).unwrap(HikariDataSource.class);
        } catch (SQLException noPool) {
            throw new IllegalStateException(noPool);
        }
    }

    /** Returns the rows read by table while something runs. */
    public Map<String, Rows> during(Runnable something) {
        Map<String, Rows> before = now();
        something.run();
        Map<String, Rows> after = now();
        Map<String, Rows> read = new TreeMap<>();
        before.forEach(
                (table, rows) -> read.put(table, after.getOrDefault(table, rows).since(rows)));
        return read;
    }

    private Map<String, Rows> now() {
        reportStatistics(new ArrayList<>());
        Map<String, Rows> rows = new TreeMap<>();
        jdbc.query(SELECT, row -> {
            rows.put(row.getString("relname"), new Rows(row.getLong("by_scan"), row.getLong("by_index")));
        });
        return rows;
    }

    /** Takes all connections of the pool at once, in order to reach each of them. */
    private void reportStatistics(List<Connection> held) {
        try {
            for (int i = 0; i < pool.getMaximumPoolSize() - listeners; i++) {
                Connection connection = pool.getConnection();
                held.add(connection);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT pg_stat_force_next_flush()");
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        } finally {
            held.forEach(RowsRead::giveBack);
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns the tables of which more rows were read. */
    public static Map<String, Long> above(long most, Map<String, Rows> read, Function<Rows, Long> how) {
        Map<String, Long> above = new TreeMap<>();
        read.forEach((table, rows) -> {
            if (how.apply(rows) > most) {
                above.put(table, how.apply(rows));
            }
        });
        return above;
    }
}
