package dev.rollcall.api.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.query.log.LogCheck;
import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.transparency.GrowingTree;
import dev.rollcall.transparency.Subtree;
import dev.rollcall.transparency.TreeHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A migration gives the columns of events other types, and drops most hashes of the transparency log. Every event that
 * was logged before is still the same line, byte for byte, however it was written.
 */
class OldEventsIT {

    private static final int EVENTS = 1_003;

    /** Unusual ids, times, types and metadata, each with events that have nothing else unusual. */
    private static final String INSERT = """
            INSERT INTO domain_event_entry (global_index, event_identifier, aggregate_identifier, sequence_number, type,
                time_stamp, payload_type, payload_revision, payload, meta_data) OVERRIDING SYSTEM VALUE
            SELECT n + n / 100 + 1,
                   CASE n % 7 WHEN 1 THEN 'event-' || n WHEN 2 THEN upper(gen_random_uuid()::text)
                              ELSE gen_random_uuid()::text END,
                   'user-' || n / 10, n % 10, CASE n % 11 WHEN 1 THEN 'Sessions' ELSE 'UserSessions' END,
                   '2026-01-01T' || (ARRAY['12:00:00.000Z', '12:00:00.120Z', '12:00:00.999Z', '12:00:00Z', '12:00:00.1Z',
                       '12:00:00.123456Z', '12:00:00.123456789Z', '12:00:00.9999999Z', '13:00:00.120+01:00'])[n % 9 + 1],
                   'dev.rollcall.event.' || CASE n % 13 WHEN 1 THEN 'NobodyKnows' ELSE 'SecuritySettingsChanged' END,
                   CASE n % 5 WHEN 1 THEN '1' END,
                   convert_to(' {"userId":"user-1","settings":{},"initiator":{"kind":"policy"},'
                              '"occurredAt":"2026-01-01T00:00:00Z"}', 'UTF8'),
                   convert_to(CASE n % 17 WHEN 1 THEN '{"traceId":"1"}' ELSE '{}' END, 'UTF8')
            FROM generate_series(0, ? - 1) n
            """;

    private static final String SELECT_LINES = """
            SELECT format('{"eventId":"%s","index":%s,"payload":{"initiator":{"kind":"policy"},'
                          '"occurredAt":"2026-01-01T00:00:00Z","settings":{},"userId":"user-1"},"recordedAt":"%s",'
                          '"revision":%s,"sequence":%s,"type":"%s","userId":"%s"}',
                          event_identifier, row_number() OVER (ORDER BY global_index) - 1, time_stamp,
                          coalesce('"' || payload_revision || '"', 'null'), sequence_number,
                          replace(payload_type, 'dev.rollcall.event.', ''), aggregate_identifier)
            FROM domain_event_entry ORDER BY global_index
            """;

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static List<String> lines;

    @BeforeAll
    static void fillAndMigrate() {
        Flyway.configure().dataSource(DATABASE.dataSource()).target("18").load().migrate();
        DATABASE.jdbc().update(INSERT, EVENTS);
        DATABASE.jdbc().execute("SELECT setval('domain_event_entry_global_index_seq', 2000)");
        lines = DATABASE.jdbc().queryForList(SELECT_LINES, String.class);
        log();
    }

    private static void log() {
        GrowingTree tree = new GrowingTree();
        for (String line : lines) {
            byte[] leaf = TreeHash.ofLeaf(line.getBytes(StandardCharsets.UTF_8));
            long index = tree.size();
            DATABASE.jdbc()
                    .update("INSERT INTO transparency_log_leaf VALUES (?, ?, ?)", index, index + index / 100 + 1, leaf);
            tree.append(leaf, OldEventsIT::insert);
        }
        DATABASE.jdbc()
                .update(
                        "UPDATE transparency_log_head SET size = ?, root_hash = ?, last_global_index = ?",
                        EVENTS,
                        tree.root(),
                        EVENTS + (EVENTS - 1) / 100);
        // The check compares this root with the leaves.
        DATABASE.jdbc().update("INSERT INTO transparency_log_checkpoint VALUES (?, ?, now())", EVENTS, tree.root());
    }

    private static void insert(Subtree node, byte[] hash) {
        DATABASE.jdbc().update("INSERT INTO transparency_log_node VALUES (?, ?, ?)", node.level(), node.index(), hash);
    }

    @Test
    void staysTheSameLineByteForByte(@TempDir Path directory) {
        try (Node node = Node.start(DATABASE)) {
            Auditor auditor = Auditor.at(node.client()).awaitAllLogged(DATABASE);

            assertThat(auditor.lines("/audit/export?to=" + EVENTS)).isEqualTo(lines);
            auditor.save(directory);
        }

        assertThat(Auditor.verify(directory)).startsWith("OK: ");
        assertThat(new LogCheck(JdbcClient.create(DATABASE.dataSource())).run(checked -> {}))
                .isEmpty();
        assertThat(DATABASE.jdbc().queryForObject("SELECT max(global_index) FROM domain_event_entry", Long.class))
                .as("global indexes are not given out again")
                .isGreaterThan(2_000);
    }
}
