package dev.rollcall.api.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.query.log.LogCheck;
import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Events;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An attacker with write access to the database changes one thing. Each change is found and told apart from others. */
class TamperingIT {

    private static final String EVENT = "The event with index 1234 and global index %d is not as it was logged";

    private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir
    static Path directory;

    /** The global index of the event at index 1234 of the log. */
    private static long victim;

    @BeforeAll
    static void log() {
        try (Node node = Node.start(DATABASE)) {
            Events.insert(DATABASE, "before-", 1_000);
            Auditor auditor = Auditor.at(node.client()).awaitAllLogged(DATABASE);
            addRolledBackEvent();
            Events.insert(DATABASE, "after-", 2_000);
            auditor.awaitAllLogged(DATABASE).checkpoint();
        }
        DATABASE.jdbc().execute("ALTER TYPE event_type ADD VALUE 'dev.rollcall.elsewhere.SessionStarted'");
        DATABASE.jdbc().execute("CREATE TABLE kept_event AS SELECT * FROM domain_event_entry");
        for (String table : List.of("leaf", "node", "head", "checkpoint")) {
            DATABASE.jdbc().execute("CREATE TABLE kept_%s AS TABLE transparency_log_%s".formatted(table, table));
        }
        Long found = DATABASE.jdbc()
                .queryForObject("SELECT global_index FROM transparency_log_leaf WHERE leaf_index = 1234", Long.class);
        victim = found == null ? 0 : found;
    }

    private static void addRolledBackEvent() {
        DATABASE.jdbc().execute("SELECT nextval(pg_get_serial_sequence('domain_event_entry', 'global_index'))");
    }

    @AfterEach
    void undo() {
        for (String table : List.of("leaf", "node", "head", "checkpoint")) {
            DATABASE.jdbc().execute("TRUNCATE transparency_log_" + table);
            DATABASE.jdbc().execute("INSERT INTO transparency_log_%s TABLE kept_%s".formatted(table, table));
        }
        DATABASE.jdbc().execute("TRUNCATE domain_event_entry, event_as_written");
        DATABASE.jdbc().execute("INSERT INTO domain_event_entry OVERRIDING SYSTEM VALUE TABLE kept_event");
    }

    @Test
    void findsNothingInAnUnchangedLog() {
        assertThat(findings()).isEmpty();
        assertThat(verifyExport()).startsWith("OK: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload = set_byte(payload, 20, get_byte(payload, 20) # 1)",
                "payload = 'spoilt'",
                "payload = payload || '\\x00'::bytea",
                "event_identifier = gen_random_uuid()",
                "aggregate_identifier = 'x' || aggregate_identifier",
                "sequence_number = sequence_number + 100",
                "time_stamp = time_stamp + interval '1 minute'",
                "payload_type = 'dev.rollcall.event.SessionExpired'",
                "payload_type = 'dev.rollcall.elsewhere.SessionStarted'",
                "payload_revision = '1'"
            })
    void namesAChangedEvent(String change) {
        update("domain_event_entry SET " + change + " WHERE global_index = " + victim);

        assertThat(findings()).singleElement().asString().startsWith(EVENT.formatted(victim));
    }

    @ParameterizedTest
    @CsvSource({"x, 2026-01-01T12:00:00.000Z", "%s, 2026-01-01T12:00:00Z"})
    void namesAnEventThatIsSaidToHaveBeenWrittenOtherwise(String eventId, String time) {
        String id = DATABASE.jdbc()
                .queryForObject(
                        "SELECT event_identifier::text FROM domain_event_entry WHERE global_index = ?",
                        String.class,
                        victim);
        DATABASE.jdbc()
                .update(
                        "INSERT INTO event_as_written VALUES (?, ?, ?, 'UserSessions', '{}')",
                        victim,
                        eventId.formatted(id),
                        time);

        assertThat(findings()).singleElement().asString().startsWith(EVENT.formatted(victim));
    }

    @Test
    void refusesToExportAChangedEvent() {
        update("domain_event_entry SET payload = convert_to(replace(convert_from(payload, 'UTF8'), '192.0.2.7',"
                + " '192.0.2.8'), 'UTF8') WHERE global_index = " + victim);

        assertThat(findings()).singleElement().asString().startsWith(EVENT.formatted(victim));
        assertThat(verifyExport()).startsWith("WRONG: lines 1 to ").contains("do not match the checkpoint of size ");
    }

    @Test
    void namesARemovedEvent() {
        DATABASE.jdbc().update("DELETE FROM domain_event_entry WHERE global_index = ?", victim);

        assertThat(findings()).containsExactly("The event with index 1234 and global index " + victim + " is gone");
        assertThat(verifyExport()).startsWith("WRONG: line 1235 has index 1235 instead of 1234");
    }

    @Test
    void namesTwoSwappedEvents() {
        update("domain_event_entry SET payload = (SELECT payload FROM kept_event kept"
                + " WHERE kept.global_index = 2 * " + victim + " + 1 - domain_event_entry.global_index)"
                + " WHERE global_index IN (" + victim + ", " + victim + " + 1)");

        assertThat(findings()).singleElement().asString().startsWith(EVENT.formatted(victim));
    }

    @Test
    void namesAnInsertedEvent() {
        DATABASE.jdbc().update("""
                INSERT INTO domain_event_entry OVERRIDING SYSTEM VALUE
                SELECT gap, time_stamp, gen_random_uuid(), 0, payload_type, 'x', payload_revision, payload
                FROM kept_event, generate_series(1, ?) gap WHERE global_index = 1
                  AND gap NOT IN (SELECT global_index FROM kept_event) ORDER BY gap LIMIT 1
                """, victim + 500);

        assertThat(findings()).singleElement().asString().matches("The event with global index \\d+ is not in the log");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "leaf SET hash = sha256(hash) WHERE leaf_index = 1234 | The event with index 1234",
                "leaf SET global_index = 1000000 WHERE leaf_index = 1234 | The event with index 1234",
                "leaf SET leaf_index = 1000000 WHERE leaf_index = 1234 | The log has no leaf 1234",
                "node SET hash = sha256(hash) WHERE level = 4 AND node_index = 7 | The hash of Subtree[level=4, index=7]",
                "node SET level = 40 WHERE level = 8 AND node_index = 0 | The hash of Subtree[level=8, index=0]",
                "head SET root_hash = sha256(root_hash) | The root of the log",
                "head SET size = size - 1 | The log has",
                "head SET size = size + 1 | The log has no leaf",
                "head SET last_global_index = last_global_index - 1 | The head of the log",
                "checkpoint SET root_hash = sha256(root_hash) WHERE size > 2000 | A checkpoint of size",
                "checkpoint SET size = size + 1000000 WHERE size > 2000 | A checkpoint of size 100"
            })
    void reportsAChangedLog(String change, String finding) {
        update("transparency_log_" + change);

        assertThat(findings()).anySatisfy(found -> assertThat(found).startsWith(finding));
    }

    private static void update(String change) {
        assertThat(DATABASE.jdbc().update("UPDATE " + change)).as(change).isPositive();
    }

    private static List<String> findings() {
        return new LogCheck(JdbcClient.create(DATABASE.dataSource())).run(checked -> {});
    }

    /** Returns the findings of an auditor without access to the database. */
    private static String verifyExport() {
        try (Node node = Node.start(DATABASE)) {
            Auditor.at(node.client()).save(directory);
        }
        return Auditor.verify(directory);
    }
}
