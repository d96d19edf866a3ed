package dev.rollcall.query.rebuild;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table that a rebuild creates beside the one in use. Each method must be called in a transaction, except for
 * {@link #addIndexes}.
 */
class ShadowTable {

    private static final String CREATE = "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING INDEXES)";

    private static final String SELECT_INDEXES = """
            SELECT index_class.relname AS name, indisprimary AS is_primary, pg_get_indexdef(indexrelid) AS definition
            FROM pg_index JOIN pg_class index_class ON index_class.oid = indexrelid
            WHERE indrelid = to_regclass(?) ORDER BY index_class.relname
            """;

    private record Index(String name, boolean isPrimary, String definition) {}

    private final JdbcTemplate jdbc;
    private final ModelTables tables;
    private final String table;
    private final long rebuild;

    ShadowTable(JdbcTemplate jdbc, ModelTables tables, String table, long rebuild) {
        this.jdbc = jdbc;
        this.tables = tables;
        this.table = table;
        this.rebuild = rebuild;
    }

    String name() {
        return table + "_" + rebuild;
    }

    /** Creates the table without indexes, and drops tables that unfinished rebuilds left behind. */
    void create() {
        tables.lockTables();
        tables.find(table + "_[0-9]+").forEach(leftover -> jdbc.execute("DROP TABLE " + leftover));
        jdbc.execute(CREATE.formatted(name(), table));
    }

    void addPrimaryKey() {
        indexes(table).stream().filter(Index::isPrimary).forEach(this::copy);
    }

    /**
     * Creates the other indexes, several at the same time. Creating them after most rows are written is faster than
     * maintaining them meanwhile.
     *
     * @param transaction runs a step in a transaction of its own
     */
    void addIndexes(Consumer<Runnable> transaction) {
        AtOnce.run(indexes(table).stream()
                .filter(index -> !index.isPrimary())
                .<Runnable>map(index -> () -> transaction.accept(() -> copy(index)))
                .toList());
        transaction.accept(() -> jdbc.execute("ANALYZE " + name()));
    }

    void drop() {
        tables.lockTables();
        jdbc.execute("DROP TABLE IF EXISTS " + name());
    }

    /** Replaces the table in use, which is kept under another name. */
    void swap() {
        String replaced = table + ModelTables.REPLACED;
        jdbc.execute("DROP TABLE IF EXISTS " + replaced);
        List<Index> indexes = indexes(table);
        jdbc.execute("ALTER TABLE %s RENAME TO %s".formatted(table, replaced));
        indexes.forEach(index -> rename(index.name(), index.name() + ModelTables.REPLACED));
        jdbc.execute("ALTER TABLE %s RENAME TO %s".formatted(name(), table));
        indexes.forEach(index -> rename(index.name() + "_" + rebuild, index.name()));
    }

    private void rename(String from, String to) {
        jdbc.execute("ALTER INDEX %s RENAME TO %s".formatted(from, to));
    }

    private List<Index> indexes(String of) {
        return jdbc.query(
                SELECT_INDEXES,
                (row, number) ->
                        new Index(row.getString("name"), row.getBoolean("is_primary"), row.getString("definition")),
                of);
    }

    private void copy(Index index) {
        String name = index.name() + "_" + rebuild;
        jdbc.execute(index.definition()
                .replaceFirst("INDEX \\S+ ON (\\S+\\.)?\\S+ ", "INDEX " + name + " ON $1" + name() + " "));
        if (index.isPrimary()) {
            jdbc.execute("ALTER TABLE %s ADD CONSTRAINT %s PRIMARY KEY USING INDEX %s".formatted(name(), name, name));
        }
    }
}
