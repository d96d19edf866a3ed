package dev.rollcall.query.log;

import dev.rollcall.eventstore.LongStatements;
import dev.rollcall.eventstore.positions.GapSafeReader;
import dev.rollcall.transparency.GrowingTree;
import dev.rollcall.transparency.Subtree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends events to the log, in the order of their global indexes. Leaves, nodes and size change in one transaction,
 * under the lock of the tree head. A node that does not get the lock leaves the work to the one that holds it.
 */
@Component
public class LogAppender {

    private static final int BATCH = 2_000;

    /**
     * Selects the maximum, which PostgreSQL finds by the index. Asking for any event after the last logged one would
     * read all events.
     */
    private static final String SELECT_BEHIND = """
            SELECT coalesce(max(global_index), 0) - (SELECT last_global_index FROM transparency_log_head)
            FROM domain_event_entry
            """;

    private static final String LOCK = TreeHead.SELECT + " FOR UPDATE SKIP LOCKED";

    private static final String UPDATE = """
            UPDATE transparency_log_head
            SET size = :size, root_hash = :rootHash, last_global_index = :lastGlobalIndex
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TreeStore store;
    private final GapSafeReader<StoredEvent> events;
    private final TransactionTemplate transaction;

    LogAppender(JdbcClient jdbc, JdbcTemplate template, TreeStore store, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.template = template;
        this.store = store;
        this.events = new GapSafeReader<>(
                jdbc, StoredEvent::globalIndex, (index, limit) -> StoredEvent.after(jdbc, index, limit));
        this.transaction = new TransactionTemplate(transactions);
        // Every query must see what was committed before it: HighWaterMark relies on that.
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /**
     * Appends the next batch of events.
     *
     * @return the number of events appended; 0 if the next events are not settled yet, or another node is appending;
     *     empty if all events are in the log
     * @throws InconsistentLog if the log contradicts itself or the events; nothing is appended to such a log
     */
    public OptionalInt append() {
        long behind = jdbc.sql(SELECT_BEHIND).query(Long.class).optional().orElse(0L);
        if (behind == 0) {
            return OptionalInt.empty();
        }
        if (behind < 0) {
            throw new InconsistentLog("The transparency log has events that no longer exist");
        }
        Integer appended =
                transaction.execute(status -> lockedHead().map(this::appendTo).orElse(0));
        return OptionalInt.of(appended == null ? 0 : appended);
    }

    private Optional<TreeHead> lockedHead() {
        LongStatements.allow(template, LongStatements.FOR_A_BATCH);
        return jdbc.sql(LOCK).query(TreeHead::of).optional();
    }

    private int appendTo(TreeHead head) {
        List<StoredEvent> batch = events.after(head.lastGlobalIndex(), BATCH);
        if (!batch.isEmpty()) {
            GrowingTree tree = store.read(head.size());
            head.requireRoot(tree);
            LoggedEvent.requireLast(jdbc, head);
            insert(batch, tree);
            jdbc.sql(UPDATE)
                    .param("size", tree.size())
                    .param("rootHash", tree.root())
                    .param("lastGlobalIndex", batch.get(batch.size() - 1).globalIndex())
                    .update();
        }
        return batch.size();
    }

    private void insert(List<StoredEvent> batch, GrowingTree tree) {
        long[] indexes = new long[batch.size()];
        byte[][] leaves = new byte[batch.size()][];
        List<Subtree> nodes = new ArrayList<>();
        List<byte[]> hashes = new ArrayList<>();
        for (int i = 0; i < leaves.length; i++) {
            indexes[i] = tree.size();
            leaves[i] = batch.get(i).leafHash(tree.size());
            tree.append(leaves[i], (node, hash) -> {
                if (TreeStore.isStored(node)) {
                    nodes.add(node);
                    hashes.add(hash);
                }
            });
        }
        store.insertLeaves(
                indexes, batch.stream().mapToLong(StoredEvent::globalIndex).toArray(), leaves);
        store.insertNodes(nodes, hashes);
    }
}
