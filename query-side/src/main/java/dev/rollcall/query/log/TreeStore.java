package dev.rollcall.query.log;

import dev.rollcall.transparency.GrowingTree;
import dev.rollcall.transparency.LeafRange;
import dev.rollcall.transparency.Subtree;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the tree in its tables. Only complete subtrees are read: a few rows per level, whatever the size. */
@Component
class TreeStore {

    private static final String SELECT = """
            SELECT 0 AS level, leaf_index AS index, hash FROM transparency_log_leaf
            WHERE leaf_index IN (SELECT index FROM unnest(:levels, :indexes) AS wanted (level, index) WHERE level = 0)
            UNION ALL
            SELECT level, node_index, hash FROM transparency_log_node
            WHERE (level, node_index) IN (SELECT level, index FROM unnest(:levels, :indexes) AS wanted (level, index))
            """;

    private static final String INSERT_LEAVES = """
            INSERT INTO transparency_log_leaf (leaf_index, global_index, hash)
            SELECT * FROM unnest(:indexes, :globalIndexes, :hashes)
            """;

    private static final String INSERT_NODES = """
            INSERT INTO transparency_log_node (level, node_index, hash)
            SELECT * FROM unnest(:levels, :indexes, :hashes)
            """;

    private final JdbcClient jdbc;

    TreeStore(JdbcClient jdbc) {
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
                throw new BrokenLog("The transparency log lacks the hash of " + subtree);
            }
            return hash;
        };
    }

    /** Returns the hashes of those subtrees that are stored. */
    Map<Subtree, byte[]> find(Collection<Subtree> wanted) {
        Map<Subtree, byte[]> found = new HashMap<>();
        RowCallbackHandler collect =
                row -> found.put(new Subtree(row.getInt("level"), row.getLong("index")), row.getBytes("hash"));
        jdbc.sql(SELECT)
                .param("levels", wanted.stream().mapToInt(Subtree::level).toArray())
                .param("indexes", wanted.stream().mapToLong(Subtree::index).toArray())
                .query(collect);
        return found;
    }

    void insertLeaves(long[] indexes, long[] globalIndexes, byte[][] hashes) {
        jdbc.sql(INSERT_LEAVES)
                .param("indexes", indexes)
                .param("globalIndexes", globalIndexes)
                .param("hashes", hashes)
                .update();
    }

    void insertNodes(List<Subtree> nodes, List<byte[]> hashes) {
        jdbc.sql(INSERT_NODES)
                .param("levels", nodes.stream().mapToInt(Subtree::level).toArray())
                .param("indexes", nodes.stream().mapToLong(Subtree::index).toArray())
                .param("hashes", hashes.toArray(byte[][]::new))
                .update();
    }
}
