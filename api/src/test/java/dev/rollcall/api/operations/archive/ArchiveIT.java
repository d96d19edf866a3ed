package dev.rollcall.api.operations.archive;

import static dev.rollcall.testing.RebuildCalls.rebuild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollcall.api.audit.PastEvents;
import dev.rollcall.api.operations.cli.RollcallCommand;
import dev.rollcall.api.users.UserSearch;
import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.SessionId;
import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.RebuildCalls;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * S1-10, S3-6: history that is old enough moves to files that auditors can verify, and everything else stays as it is.
 */
class ArchiveIT {

    private static final Instant LONG_AGO =
            Instant.now().minus(Duration.ofDays(10)).truncatedTo(ChronoUnit.SECONDS);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String CHANGE_PAYLOAD = "UPDATE domain_event_entry SET payload = convert_to(?, 'UTF8')"
            + " WHERE aggregate_identifier = 'old' AND sequence_number = 2";

    /** The demo accounts were created before anything else that the log has. */
    private static final int ACCOUNTS = 4;

    private final TestDatabase database = TestDatabase.create();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private Node node;
    private Auditor auditor;
    private SessionId first;

    @BeforeEach
    void past() {
        node = Node.start(database);
        PastEvents old = new PastEvents("old");
        first = old.started(LONG_AGO);
        old.ended(first, LONG_AGO.plusSeconds(60));
        SessionId second = old.started(LONG_AGO.plusSeconds(120));
        SessionId third = old.started(LONG_AGO.plusSeconds(180));
        old.allEnded(List.of(second, third), null, LONG_AGO.plusSeconds(240));
        SessionId last = old.started(LONG_AGO.plusSeconds(300));
        old.expired(last, ExpiryCause.IDLE, LONG_AGO.plus(PastEvents.IDLE).plusSeconds(300));
        PastEvents gone = new PastEvents("gone");
        gone.ended(gone.started(LONG_AGO.plusSeconds(310)), LONG_AGO.plusSeconds(320));
        PastEvents.happen(node, List.of(old, gone));
        auditor = Auditor.at(node.client());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void theFilesAndTheRestAreTheWholeLog() throws IOException {
        SignedIn live = node.client().start("new");
        auditor.awaitAllLogged(database);
        List<String> before = auditor.export();

        assertThat(archive("--remove", "--by=june")).as(err.toString()).isZero();

        assertThat(out.toString()).contains("5 events of sessions that had ended before");
        assertThat(eventsOf("old")).containsExactly("SessionStarted", "SessionExpired");
        assertThat(eventsOf("gone")).containsExactly("SessionStarted", "SessionTerminated");
        await().atMost(PATIENCE).until(() -> auditor.size() > before.size());
        String checkpoint = auditor.checkpoint();
        String size = checkpoint.split("\n")[1];
        List<String> whole = new ArrayList<>(files());
        int inFiles = ACCOUNTS + 9;
        assertThat(whole).hasSize(inFiles);
        whole.addAll(auditor.lines("/audit/export?from=" + inFiles + "&to=" + size));
        assertThat(whole).startsWith(before.toArray(String[]::new));
        Files.writeString(directory.resolve("export.ndjson"), String.join("\n", whole) + "\n");
        Files.writeString(directory.resolve("checkpoint"), checkpoint);
        Files.writeString(directory.resolve("key"), auditor.key());
        assertThat(Auditor.verify(directory)).startsWith("OK: ");
        assertThat(whole)
                .anySatisfy(line -> assertThat(line)
                        .contains("\"type\":\"HistoryArchived\"", "\"archivedBy\":\"june\"", "\"lines\":" + inFiles));
        assertThat(eventsOf("\tjune_doe")).containsExactly("AccountCreated");
        assertThat(command("audit", "check")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("5 events are in archives");
        assertThat(live.profile().status()).isEqualTo(200);
        assertNodesGoOnThatHaveSeenTheEvents();
    }

    private void assertNodesGoOnThatHaveSeenTheEvents() {
        database.jdbc()
                .queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await().atMost(PATIENCE)
                .until(() -> node.client().login("june_doe", "test123").status() == 200);
        assertThat(database.jdbc().queryForObject("SELECT count(*) FROM lost_history", Integer.class))
                .isZero();
    }

    @Test
    void nothingIsDeletedUnlessItIsInAFileAsItWasLogged() throws IOException {
        auditor.awaitAllLogged(database);
        assertBadOptionsAreExplained();

        database.jdbc().execute("CREATE TABLE kept AS SELECT global_index, payload FROM domain_event_entry");
        database.jdbc().update(CHANGE_PAYLOAD, "{}");
        assertThat(archive("--remove", "--by=june")).isEqualTo(1);
        assertThat(err.toString())
                .contains("WRONG: The event with index " + (ACCOUNTS + 2))
                .contains("is not as it was logged");
        assertThat(logFiles()).isEmpty();
        database.jdbc()
                .update("UPDATE domain_event_entry event SET payload = kept.payload FROM kept"
                        + " WHERE kept.global_index = event.global_index");

        assertThat(archive()).as(err.toString()).isZero();
        Path file = logFiles().get(0);
        byte[] right = Files.readAllBytes(file);
        List<String> lines = lines(file);
        int changed = ACCOUNTS + 3;
        lines.set(changed, lines.get(changed).replace("\"sequence\":3", "\"sequence\":4"));
        write(file, lines);
        assertThat(archive("--remove", "--by=june")).isEqualTo(2);
        assertThat(err.toString()).contains("line " + changed + " of the log is not as it was logged");
        assertThat(eventsOf("old")).hasSize(7);
        assertThat(auditor.client().get("/audit/export").status()).isEqualTo(200);

        Files.write(file, right);
        var written = Files.getLastModifiedTime(file);
        assertThat(archive("--remove", "--by=june")).as(err.toString()).isZero();
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
        assertThat(eventsOf("old")).hasSize(2);

        assertThat(archive("--remove", "--by=june")).as(err.toString()).isZero();
        assertThat(eventsOf("old")).hasSize(2);
        assertThat(command("audit", "check")).as(err.toString()).isZero();
    }

    private void assertBadOptionsAreExplained() {
        assertThat(archive("--remove")).isEqualTo(2);
        assertThat(err.toString()).contains("--remove needs --by");
        assertThat(archive("--keep=PT1H")).isEqualTo(2);
        assertThat(err.toString()).contains("--keep must be at least PT24H");
        assertThat(archive("--keep=long")).isEqualTo(2);
        assertThat(command("archive")).isEqualTo(2);
        assertThat(err.toString()).contains("--to");
    }

    @Test
    void whatIsInFilesIsNotAnsweredWrongly() throws IOException {
        auditor.awaitAllLogged(database);
        database.jdbc()
                .update("INSERT INTO audit_query (at, actor, path, parameters)"
                        + " VALUES (now() - interval '3 days', 'auditor', '/audit/events', 'userId=o%22ld')");
        Instant then = LONG_AGO.plusSeconds(30);
        Client client = auditor.client();
        assertThat(signedIn(then).texts("sessions", "sessionId")).containsExactly(first.toString());
        assertThat(client.get("/audit/events").headers().firstValue("X-Rollcall-Archived-Before"))
                .isEmpty();

        assertThat(archive("--remove", "--by=june")).as(err.toString()).isZero();

        assertThat(signedIn(then).status()).isEqualTo(410);
        assertThat(signedIn(then).code()).isEqualTo("HISTORY_ARCHIVED");
        assertThat(signedIn(Instant.now()).status()).isEqualTo(200);
        assertThat(client.get("/audit/sessions/" + first).code()).isEqualTo("HISTORY_ARCHIVED");
        assertThat(client.get("/audit/export").code()).isEqualTo("HISTORY_ARCHIVED");
        assertThat(client.get("/audit/key").headers().firstValue("X-Rollcall-Archived-Before"))
                .isEmpty();
        assertThat(client.get("/audit/export?from=6&to=7").code()).isEqualTo("HISTORY_ARCHIVED");
        assertThat(whatIf(LONG_AGO).code()).isEqualTo("HISTORY_ARCHIVED");
        assertThat(whatIf(Instant.now().minus(Duration.ofMinutes(5))).status()).isEqualTo(200);
        Reply events = client.get("/audit/events");
        assertThat(Instant.parse(events.header("X-Rollcall-Archived-Before"))).isAfter(LONG_AGO);
        assertThat(events.texts("events", "type"))
                .filteredOn(type -> !type.equals("AccountCreated"))
                .startsWith("SessionStarted", "SessionStarted", "SessionTerminated", "SessionExpired");
        assertWhatAuditorsAskedIsInAFile();
        assertPagesSayWhatIsMissing();
    }

    private void assertPagesSayWhatIsMissing() {
        Visitor visitor = new Visitor(node.client()).signIn("auditor", "audit123");

        assertThat(visitor.get("/audit?user=old").text(".notice")).contains("Sessions that had ended before");
        Visitor.Page session = visitor.get("/audit/page/session?id=" + first);
        assertThat(session.status()).isEqualTo(410);
        assertThat(session.text("main")).contains("moved to files");
        Visitor.Page signedIn = visitor.get("/audit/page/signed-in?at=" + LONG_AGO);
        assertThat(signedIn.status()).isEqualTo(410);
        assertThat(signedIn.text("main")).contains("moved to files");
    }

    private void assertWhatAuditorsAskedIsInAFile() throws IOException {
        assertThat(lines(named("rollcall-queries-").get(0)))
                .singleElement()
                .asString()
                .contains("\"actor\":\"auditor\"", "\"parameters\":\"userId=o%22ld\"", "\"path\":\"/audit/events\"");
        assertThat(database.jdbc().queryForList("SELECT parameters FROM audit_query ORDER BY id", String.class))
                .doesNotContain("userId=o%22ld")
                .isNotEmpty();
        assertThatThrownBy(() -> database.jdbc().update("DELETE FROM audit_query"))
                .hasMessageContaining("never changed");
    }

    @Test
    void readModelsAreRebuiltFromWhatIsLeft() {
        SignedIn live = node.client().start("old");
        auditor.awaitAllLogged(database);
        database.jdbc()
                .update("INSERT INTO history_archive (ended_before, lines, last_global_index, started_at)"
                        + " VALUES (now() - interval '1 day', 0, 0, now())");
        Client admin = RebuildCalls.admin(node);
        assertThat(rebuild(admin, "live-sessions").text("reason")).contains("run the command archive");

        assertThat(archive("--remove", "--by=june")).as(err.toString()).isZero();
        assertThat(eventsOf("old")).containsExactly("SessionStarted", "SessionExpired", "SessionStarted");

        for (String model : List.of("live-sessions", "session-history")) {
            Reply rebuilt = rebuild(admin, model);
            assertThat(rebuilt.text("state")).as(rebuilt.toString()).isEqualTo("COMPLETED");
            assertThat(rebuilt.at("result.missing").asInt()).isZero();
            assertThat(rebuilt.at("result.unexpected").asInt()).isZero();
            assertThat(rebuilt.at("result.changed").asInt()).isZero();
        }
        assertThat(live.profile().status()).isEqualTo(200);
        assertThat(node.bean(UserSearch.class).find("ol", "", 10).users())
                .extracting(found -> found.userId().value())
                .containsExactly("old");
    }

    private Reply signedIn(Instant at) {
        return auditor.client().get("/audit/sessions?userId=old&at=" + at);
    }

    private Reply whatIf(Instant from) {
        return auditor.client()
                .post(
                        "/audit/what-if",
                        Map.of(
                                "from",
                                from.toString(),
                                "to",
                                from.plusSeconds(60).toString(),
                                "policy",
                                Map.of("maxSessions", 1, "whenFull", "EVICT_OLDEST")));
    }

    private List<String> eventsOf(String user) {
        return database.jdbc()
                .queryForList(
                        "SELECT split_part(payload_type::text, '.', 4) FROM domain_event_entry"
                                + " WHERE aggregate_identifier = ? ORDER BY sequence_number",
                        String.class,
                        user);
    }

    private List<String> files() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : logFiles()) {
            lines.addAll(lines(file));
        }
        return lines;
    }

    private List<Path> logFiles() throws IOException {
        return named("rollcall-log-");
    }

    private List<Path> named(String beginning) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    private static void write(Path file, List<String> lines) throws IOException {
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private int archive(String... options) {
        List<String> all = new ArrayList<>(List.of("archive", "--to=" + directory));
        if (Stream.of(options).noneMatch(option -> option.startsWith("--keep"))) {
            all.add("--keep=P1D");
        }
        all.addAll(List.of(options));
        return command(all.toArray(String[]::new));
    }

    private int command(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--spring.datasource.url=" + database.url());
        CommandLine command = RollcallCommand.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }
}
