package dev.rollcall.query.log;

import dev.rollcall.transparency.GrowingTree;
import dev.rollcall.transparency.LeafRange;
import dev.rollcall.transparency.Subtree;
import dev.rollcall.transparency.TreeHash;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores the tree in its tables: the leaves, and the complete subtrees of every fourth level. The others are computed
 * from at most eight of those. Only complete subtrees are read: a few rows per level, whatever the size.
 */
@Component
class TreeStore {

    private static final int STORED_LEVELS = 4;

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
        Map<Subtree, byte[]> found =
                find(wanted.stream().flatMap(TreeStore::storedParts).distinct().toList());
        return subtree -> hash(subtree, found);
    }

    private static byte[] hash(Subtree subtree, Map<Subtree, byte[]> stored) {
        if (!isStored(subtree)) {
            return TreeHash.ofNode(hash(part(subtree, 1, 0), stored), hash(part(subtree, 1, 1), stored));
        }
        byte[] hash = stored.get(subtree);
        if (hash == null) {
            throw new InconsistentLog("The transparency log lacks the hash of " + subtree);
        }
        return hash;
    }

    /** Returns whether a subtree has a row of its own once it is complete. */
    static boolean isStored(Subtree subtree) {
        return subtree.level() % STORED_LEVELS == 0;
    }

    /** Returns the subtrees that are stored and make up a subtree, from left to right. */
    private static Stream<Subtree> storedParts(Subtree subtree) {
        int levels = subtree.level() % STORED_LEVELS;
        return LongStream.range(0, 1L << levels).mapToObj(number -> part(subtree, levels, number));
    }

    /** @param levels how many levels the part is below the subtree */
    private static Subtree part(Subtree subtree, int levels, long number) {
        return new Subtree(subtree.level() - levels, (subtree.index() << levels) + number);
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
