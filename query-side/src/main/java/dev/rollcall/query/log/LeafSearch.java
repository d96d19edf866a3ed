package dev.rollcall.query.log;

/**
 * Finds leaves by the global index of their event. Both indexes grow from leaf to leaf, so halving the leaves finds one,
 * and the global index needs no index of its own in the table of leaves.
 */
final class LeafSearch {

    private static final String HALVES = """
            half AS (
                SELECT 0::bigint AS low, size AS high FROM transparency_log_head
                UNION ALL
                SELECT CASE WHEN leaf.global_index < %1$s THEN leaf_index + 1 ELSE low END,
                       CASE WHEN leaf.global_index < %1$s THEN high ELSE leaf_index END
                FROM half JOIN transparency_log_leaf leaf ON leaf_index = (low + high) / 2
                WHERE low < high
            ), found AS (
                SELECT low AS leaves_before FROM half WHERE low = high
            )
            """;

    private LeafSearch() {}

    /**
     * Returns the end of a {@code WITH RECURSIVE} clause: its last table, {@code found}, has one row, with the number of
     * leaves that come before.
     *
     * @param globalIndex as SQL
     */
    static String before(String globalIndex) {
        return HALVES.formatted(globalIndex);
    }
}
