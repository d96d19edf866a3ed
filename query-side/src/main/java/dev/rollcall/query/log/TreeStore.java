package dev.rollcall.query.log;

import dev.rollcall.transparency.GrowingTree;
import dev.rollcall.transparency.LeafRange;
import dev.rollcall.transparency.Subtree;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Stores the tree in its tables. Only complete subtrees are read: a few rows per level, whatever the size. */
@Component
class TreeStore {

    private static final String SELECT = """
            SELECT 0 AS level, leaf_index AS index, hash FROM transparency_log_leaf
            WHERE leaf_index IN (SELECT index FROM unnest(?, ?) AS wanted (level, index) WHERE level = 0)
            UNION ALL
            SELECT level, node_index, hash FROM transparency_log_node
            WHERE (level, node_index) IN (SELECT level, index FROM unnest(?, ?) AS wanted (level, index))
            """;

    private static final String INSERT_LEAVES =
            "INSERT INTO transparency_log_leaf (leaf_index, global_index, hash) SELECT * FROM unnest(?, ?, ?)";

    private static final String INSERT_NODES =
            "INSERT INTO transparency_log_node (level, node_index, hash) SELECT * FROM unnest(?, ?, ?)";

    private final JdbcTemplate jdbc;

    TreeStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the stored tree of a size, ready for appending. */
    GrowingTree read(long size) {
        return new GrowingTree(size, hashes(Subtree.cover(0, size)));
    }

    /** Returns the hashes of ranges of leaves, with one query. */
    List<byte[]> hashesOf(List<LeafRange> ranges) {
        Function<Subtree, byte[]> hashes = hashes(ranges.stream()
                .flatMap(range -> Subtree.cover(range.begin(), range.end()).stream())
                .toList());
        return ranges.stream().map(range -> range.hash(hashes)).toList();
    }

    private Function<Subtree, byte[]> hashes(Collection<Subtree> wanted) {
        Map<Subtree, byte[]> found = find(wanted);
        return subtree -> {
            byte[] hash = found.get(subtree);
            if (hash == null) {
                throw new InconsistentLog("The transparency log lacks the hash of " + subtree);
            }
            return hash;
        };
    }

    /** Returns the hashes of those subtrees that are stored. */
    Map<Subtree, byte[]> find(Collection<Subtree> wanted) {
        int[] levels = wanted.stream().mapToInt(Subtree::level).toArray();
        long[] indexes = wanted.stream().mapToLong(Subtree::index).toArray();
        Map<Subtree, byte[]> found = new HashMap<>();
        RowCallbackHandler collect =
                row -> found.put(new Subtree(row.getInt("level"), row.getLong("index")), row.getBytes("hash"));
        jdbc.query(SELECT, collect, levels, indexes, levels, indexes);
        return found;
    }

    void insertLeaves(long[] indexes, long[] globalIndexes, byte[][] hashes) {
        jdbc.update(INSERT_LEAVES, indexes, globalIndexes, hashes);
    }

    void insertNodes(List<Subtree> nodes, List<byte[]> hashes) {
        jdbc.update(
                INSERT_NODES,
                nodes.stream().mapToInt(Subtree::level).toArray(),
                nodes.stream().mapToLong(Subtree::index).toArray(),
                hashes.toArray(byte[][]::new));
    }
}
