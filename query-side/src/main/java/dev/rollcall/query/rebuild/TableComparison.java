package dev.rollcall.query.rebuild;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares the rows of some users in two tables, in all columns that are derived from the events alone. */
class TableComparison {

    private static final Set<String> DEVICE_COLUMNS = Set.of("label", "user_agent", "ip_address");

    private static final String SELECT_COLUMNS = """
            SELECT attname FROM pg_attribute
            WHERE attrelid = to_regclass(:table) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """;

    private static final String SUM = """
            SELECT count(*) AS rows, COALESCE(sum(hash_record_extended(ROW(%s), 0)), 0) AS checksum FROM %s WHERE %s
            """;

    /** A device that can no longer be opened is not damage, whatever the table in use has for it. */
    private static final String DIFFERENCES = """
            WITH compared AS (
              SELECT COALESCE(now.session_id, new.session_id) AS session_id,
                     CASE WHEN now.session_id IS NULL THEN 'missing'
                          WHEN new.session_id IS NULL THEN 'unexpected'
                          ELSE concat_ws(', ', %s) END AS difference
              FROM (SELECT * FROM %s WHERE %s) now FULL JOIN (SELECT * FROM %s WHERE %s) new USING (session_id)
              WHERE now.session_id IS NULL OR new.session_id IS NULL OR (%s) IS DISTINCT FROM (%s)
            )
            """;

    private static final String COUNT = """
            SELECT CASE WHEN difference IN ('missing', 'unexpected', '') THEN difference ELSE 'changed' END AS kind,
                   count(*) AS rows
            FROM compared GROUP BY 1
            """;

    private static final String EXAMPLES =
            "SELECT session_id, difference FROM compared WHERE difference <> '' ORDER BY session_id LIMIT "
                    + Comparison.EXAMPLES;

    private final JdbcClient jdbc;
    private final String table;
    private final String newTable;
    private final List<String> columns;

    TableComparison(JdbcClient jdbc, ReadModel model, String newTable) {
        this.jdbc = jdbc;
        this.table = model.table();
        this.newTable = newTable;
        this.columns = jdbc.sql(SELECT_COLUMNS).param("table", table).query(String.class).list().stream()
                .filter(column -> !model.otherColumns().contains(column))
                .toList();
    }

    private record Sum(long rows, BigDecimal checksum) {}

    /** @param users an SQL condition on {@code user_id} */
    Comparison compare(String users) {
        Sum before = sum(table, users);
        Sum now = sum(newTable, users);
        Map<String, Long> counts = new HashMap<>();
        List<Comparison.Difference> examples = List.of();
        if (!before.equals(now)) {
            String differences = differences(users);
            jdbc.sql(differences + COUNT).query(row -> {
                counts.put(row.getString("kind"), row.getLong("rows"));
            });
            examples = jdbc.sql(differences + EXAMPLES)
                    .query((row, index) ->
                            new Comparison.Difference(row.getString("session_id"), row.getString("difference")))
                    .list();
        }
        return new Comparison(
                now.rows(),
                before.rows(),
                now.checksum(),
                before.checksum(),
                counts.getOrDefault("missing", 0L),
                counts.getOrDefault("unexpected", 0L),
                counts.getOrDefault("changed", 0L),
                counts.getOrDefault("", 0L),
                examples);
    }

    private Sum sum(String of, String users) {
        return jdbc.sql(SUM.formatted(String.join(", ", columns), of, users))
                .query((row, index) -> new Sum(row.getLong("rows"), row.getBigDecimal("checksum")))
                .single();
    }

    private String differences(String users) {
        String compared = columns.stream().map(TableComparison::difference).collect(Collectors.joining(", "));
        return DIFFERENCES.formatted(compared, table, users, newTable, users, prefixed("now."), prefixed("new."));
    }

    private static String difference(String column) {
        String erased = DEVICE_COLUMNS.contains(column)
                ? " AND NOT (new.label = 'Erased' AND new.user_agent IS NULL AND new.ip_address IS NULL)"
                : "";
        return "CASE WHEN now.%1$s IS DISTINCT FROM new.%1$s%2$s THEN '%1$s' END".formatted(column, erased);
    }

    private String prefixed(String prefix) {
        return columns.stream().map(prefix::concat).collect(Collectors.joining(", "));
    }
}
