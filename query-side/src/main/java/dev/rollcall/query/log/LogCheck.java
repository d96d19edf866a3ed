package dev.rollcall.query.log;

import dev.rollcall.eventstore.archive.ArchiveRecords;
import dev.rollcall.transparency.GrowingTree;
import dev.rollcall.transparency.Subtree;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares every event with its leaf, and the whole tree with its leaves. Nodes may append to the log during the check.
 * Events that are gone from the beginning of the log are in files if an archive says so.
 */
public final class LogCheck {

    private static final int PAGE = 2_000;

    private static final String SELECT_HEAD_AND_LEAVES = TreeHead.SELECT.replace(
            " FROM",
            ", (SELECT coalesce(max(leaf_index) + 1, 0) FROM transparency_log_leaf)"
                    + " AS leaves, (SELECT coalesce(max(size), 0) FROM transparency_log_checkpoint) AS signed FROM");

    private static final String SELECT_BETWEEN =
            "SELECT min(global_index) FROM domain_event_entry WHERE global_index > :after AND global_index < :before";

    private static final String SELECT_SIGNED =
            "SELECT size, root_hash FROM transparency_log_checkpoint WHERE size > :begin AND size <= :end";

    private final JdbcClient jdbc;
    private final TreeStore store;
    private final ArchiveRecords archives;
    private final Map<Finding, String> findings = new EnumMap<>(Finding.class);
    private final GrowingTree tree = new GrowingTree();
    private long lastGlobalIndex;
    private long inFiles;

    private enum Finding {
        EVENT,
        NOT_LOGGED,
        LEAF,
        NODE,
        ROOT,
        SIGNED
    }

    private record Start(TreeHead head, long leaves, long signed) {}

    public LogCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.store = new TreeStore(jdbc);
        this.archives = new ArchiveRecords(jdbc);
    }

    /** Returns the number of events in the log. */
    public long size() {
        return start().head().size();
    }

    /**
     * Checks the whole log.
     *
     * @param progress receives the number of events checked so far
     * @return the first problem of each kind; empty if the log is intact
     */
    public List<String> run(LongConsumer progress) {
        Start start = start();
        long size = start.head().size();
        while (tree.size() < size && !findings.containsKey(Finding.LEAF)) {
            page(Math.min(size, tree.size() + PAGE));
            progress.accept(tree.size());
        }
        if (tree.size() == size) {
            checkEnd(start);
        }
        return List.copyOf(findings.values());
    }

    /** Returns how many events were not checked because they are in files. */
    public long inFiles() {
        return inFiles;
    }

    private Start start() {
        return jdbc.sql(SELECT_HEAD_AND_LEAVES)
                .query((row, number) ->
                        new Start(TreeHead.of(row, number), row.getLong("leaves"), row.getLong("signed")))
                .single();
    }

    private void page(long end) {
        long begin = tree.size();
        Map<Subtree, byte[]> nodes = new LinkedHashMap<>();
        Map<Long, byte[]> roots = new LinkedHashMap<>();
        List<LoggedEvent> page = LoggedEvent.select(jdbc, begin, end);
        long archived = archives.read().map(ArchiveRecords.Archived::lines).orElse(0L);
        for (LoggedEvent logged : page) {
            if (logged.index() != tree.size()) {
                break;
            }
            tree.append(logged.leafHash(), (node, hash) -> {
                if (TreeStore.isStored(node)) {
                    nodes.put(node, hash);
                }
            });
            roots.put(tree.size(), tree.root());
            checkEvent(logged, archived);
            lastGlobalIndex = logged.globalIndex();
        }
        if (tree.size() < end) {
            report(Finding.LEAF, "The log has no leaf " + tree.size());
        }
        checkNodes(nodes);
        checkSigned(begin, roots);
    }

    private void checkEvent(LoggedEvent logged, long archived) {
        Optional<String> problem = logged.problem();
        if (logged.event() == null && logged.index() < archived) {
            inFiles++;
            problem = Optional.empty();
        }
        problem.ifPresentOrElse(found -> report(Finding.EVENT, found), () -> checkNothingBetween(logged.globalIndex()));
    }

    /**
     * Reports an event that was inserted before a logged one, or whose leaf is gone.
     *
     * @param globalIndex that of an event that is as it was logged: another index may not be that of its leaf
     */
    private void checkNothingBetween(long globalIndex) {
        if (globalIndex != lastGlobalIndex + 1) {
            jdbc.sql(SELECT_BETWEEN)
                    .param("after", lastGlobalIndex)
                    .param("before", globalIndex)
                    .query(Long.class)
                    .optional()
                    .ifPresent(notLogged -> report(
                            Finding.NOT_LOGGED, "The event with global index " + notLogged + " is not in the log"));
        }
    }

    private void checkNodes(Map<Subtree, byte[]> nodes) {
        Map<Subtree, byte[]> stored = store.find(nodes.keySet());
        nodes.forEach((node, hash) -> {
            if (!Arrays.equals(hash, stored.get(node))) {
                report(Finding.NODE, "The hash of " + node + " in the log does not match its leaves");
            }
        });
    }

    private void checkSigned(long begin, Map<Long, byte[]> roots) {
        jdbc.sql(SELECT_SIGNED).param("begin", begin).param("end", tree.size()).query(row -> {
            if (!Arrays.equals(roots.get(row.getLong("size")), row.getBytes("root_hash"))) {
                report(
                        Finding.SIGNED,
                        "A checkpoint of size " + row.getLong("size")
                                + " was signed with a root that does not match its leaves");
            }
        });
    }

    private void checkEnd(Start start) {
        TreeHead head = start.head();
        if (head.lastGlobalIndex() != lastGlobalIndex) {
            report(Finding.ROOT, "The head of the log and its last leaf name different events");
        }
        if (start.leaves() != head.size()) {
            report(Finding.LEAF, "The log has " + start.leaves() + " leaves, but its head says " + head.size());
        }
        if (!Arrays.equals(tree.root(), head.rootHash())) {
            report(Finding.ROOT, "The root of the log does not match its leaves");
        }
        if (start.signed() > head.size()) {
            report(Finding.SIGNED, "A checkpoint of size " + start.signed() + " was signed, but the log is shorter");
        }
    }

    private void report(Finding kind, String problem) {
        findings.putIfAbsent(kind, problem);
    }
}
