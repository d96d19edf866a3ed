package dev.rollcall.testing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A copy of all tables. Restoring it leaves a database as a standby that lagged, or an older backup, would have it. */
public final class Backup {

    private static final String TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            + " AND tablename <> 'flyway_schema_history' ORDER BY tablename";

    private static final String COLUMNS = "SELECT string_agg(column_name, ', ') FROM information_schema.columns"
            + " WHERE table_schema = 'public' AND table_name = ? AND is_generated = 'NEVER'";

    private static final String END_CONNECTIONS = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    private Backup(TestDatabase database) {
        var dataSource = new DriverManagerDataSource(database.url());
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    public static Backup of(TestDatabase database) {
        Backup backup = new Backup(database);
        backup.transaction.executeWithoutResult(status -> {
            backup.jdbc.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            backup.jdbc.execute("CREATE SCHEMA backup");
            backup.tables()
                    .forEach(table -> backup.jdbc.execute("CREATE TABLE backup.%1$s AS TABLE %1$s".formatted(table)));
        });
        return backup;
    }

    /** Replaces the content of all tables, and ends the connections of all nodes. */
    public void restore() {
        transaction.executeWithoutResult(status -> {
            jdbc.execute("SET LOCAL session_replication_role = replica");
            jdbc.queryForObject(END_CONNECTIONS, Long.class);
            tables().forEach(table -> {
                jdbc.execute("LOCK TABLE " + table);
                jdbc.execute("DELETE FROM " + table);
                jdbc.execute("INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM backup.%1$s"
                        .formatted(table, columns(table)));
            });
            jdbc.queryForObject(END_CONNECTIONS, Long.class);
        });
    }

    private @Nullable String columns(String table) {
        return jdbc.queryForObject(COLUMNS, String.class, table);
    }

    private List<String> tables() {
        return jdbc.queryForList(TABLES, String.class);
    }
}
