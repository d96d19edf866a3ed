package dev.rollcall.api.pages.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.api.audit.PastEvents;
import dev.rollcall.event.SessionId;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C-4 as a page: another policy on a past period, beside what really happened. */
class WhatIfPageIT {

    private static final String PAGE = "/audit/page/what-if";

    private static final int MORE_USERS = 60;

    private static final Instant DAY = Instant.parse("2026-04-01T00:00:00Z");

    private static final Instant BUSY_DAY = Instant.parse("2026-04-02T00:00:00Z");

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE, "rollcall.audit.what-if-time-limit=2s");

    private static final Visitor AUDITOR = new Visitor(NODE.client()).signIn("auditor", "audit123");

    @BeforeAll
    static void writeHistories() {
        List<PastEvents> users = new ArrayList<>();
        PastEvents anne = new PastEvents("tried-anne");
        SessionId first = anne.started(DAY.plusSeconds(1));
        anne.evicted(first, null, DAY.plusSeconds(2));
        anne.started(DAY.plusSeconds(3));
        anne.started(DAY.plusSeconds(4));
        users.add(anne);
        PastEvents bob = new PastEvents("tried-bob");
        bob.started(DAY.plusSeconds(5));
        users.add(bob);
        for (int number = 0; number < MORE_USERS; number++) {
            PastEvents user = new PastEvents("busy-%02d".formatted(number));
            user.started(BUSY_DAY.plusSeconds(number));
            user.started(BUSY_DAY.plusSeconds(100 + number));
            users.add(user);
        }
        PastEvents.happen(NODE, users);
    }

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    void offersTheWeekUntilNow() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        Visitor.Page page = AUDITOR.get(PAGE);

        Instant to = Instant.parse(page.html().select("#to").val() + "Z");
        assertThat(to).isBetween(before, Instant.now());
        assertThat(Instant.parse(page.html().select("#from").val() + "Z")).isEqualTo(to.minus(Duration.ofDays(7)));
    }

    @Test
    void showsTheSimulationBesideWhatHappened() {
        Visitor.Page page = resultOf(form("2026-04-01T00:00", "2026-04-01T01:00", "1", "EVICT_OLDEST"));

        assertThat(page.texts("#compared-table tbody tr"))
                .containsExactly("Sessions started 4 4", "Sessions evicted 1 2", "Starts refused not recorded 0");
        assertThat(page.texts("#users-table tbody tr")).containsExactly("tried-anne 1 2 0");
        assertThat(page.html().select("#users-table a").attr("href"))
                .isEqualTo("/audit/page/sessions?user=tried-anne&from=2026-04-01T00:00:00Z&to=2026-04-01T01:00:00Z");
        assertThat(page.text("figcaption"))
                .isEqualTo("4 sessions started. With this policy, 2 would have been evicted and no start refused, which"
                        + " concerns one user.");
        assertThat(page.texts(".bars text"))
                .containsExactly("Really evicted: 1", "Evicted with this policy: 2", "Refused with this policy: 0");
        assertThat(page.html().select(".bars rect:not(.rail)").eachAttr("width"))
                .containsExactly("50.0%", "100.0%", "0.0%");
        assertThat(AUDITOR.get(PAGE).texts(".devices li").get(0))
                .contains("one session. Evict the oldest session", "Requested by auditor", "Completed.");
    }

    @Test
    void aPolicyThatRefusesChangesTheNumberOfStarts() {
        Visitor.Page page = resultOf(form("2026-04-01T00:00", "2026-04-01T01:00", "1", "REJECT"));

        assertThat(page.texts("#compared-table tbody tr"))
                .containsExactly("Sessions started 4 2", "Sessions evicted 1 0", "Starts refused not recorded 2");
        assertThat(page.texts("#users-table tbody tr")).containsExactly("tried-anne 1 0 2");
    }

    @Test
    void listsTheUsersInPages() {
        Visitor.Page page = resultOf(form("2026-04-02T00:00", "2026-04-02T01:00", "1", "EVICT_OLDEST"));

        assertThat(page.texts("#users-table tbody tr")).hasSize(50).startsWith("busy-00 0 1 0");
        assertThat(page.texts("p.links a")).containsExactly("Less affected users");
        String next = page.html().select("p.links a").attr("href");
        assertThat(AUDITOR.get(next).texts("#users-table tbody tr")).hasSize(10).endsWith("busy-59 0 1 0");
        assertThat(AUDITOR.get(next).texts("p.links a")).containsExactly("More affected users");
        assertThat(AUDITOR.get(next.replace("page=2", "page=3")).status()).isEqualTo(404);
        assertThat(AUDITOR.get(next.replace("page=2", "page=x")).status()).isEqualTo(404);
    }

    @Test
    void runsInTheBackgroundOneAtATimeWithinTheLimit() throws SQLException {
        Map<String, String> form = form("2026-04-01T00:00", "2026-04-01T01:00", "2", "REJECT");
        try (Connection slow = DATABASE.dataSource().getConnection();
                Statement lock = slow.createStatement()) {
            slow.setAutoCommit(false);
            lock.execute("LOCK TABLE session_history IN ACCESS EXCLUSIVE MODE");

            String run = start(form).location();
            Visitor.Page running = AUDITOR.get(run);
            Visitor.Page second = start(form);

            assertThat(running.text("#running")).isEqualTo("Under way");
            assertThat(running.html().select("#progress").attr("hx-get")).isEqualTo(run.replace("/run", "/progress"));
            assertThat(running.html().select("noscript").html()).contains("Look again", run);
            assertThat(second.status()).isEqualTo(429);
            assertThat(second.headers().firstValue("Retry-After")).contains("10");
            assertThat(second.text("[role=alert]")).startsWith("Another replay is under way.");
            await().until(() -> !isRunning(AUDITOR.get(run)));
            assertThat(AUDITOR.get(run).text("[role=alert]")).startsWith("The replay took too long");
            slow.rollback();
        }
        assertThat(resultOf(form).texts("#compared-table tbody tr")).hasSize(3);
    }

    @Test
    void recordsTheQueryButNotTheProgress() {
        String run = start(form("2026-04-01T00:00", "2026-04-01T00:30", "2", "REJECT"))
                .location();
        await().until(() -> !isRunning(AUDITOR.get(run)));

        Visitor.Page progress = AUDITOR.get(run.replace("/run", "/progress"));

        assertThat(progress.headers().firstValue("HX-Refresh")).contains("true");
        List<String> recorded = DATABASE.jdbc()
                .queryForList("SELECT path || ' ' || parameters FROM audit_query WHERE path ~ 'what-if'", String.class);
        assertThat(recorded)
                .anySatisfy(query -> assertThat(query).startsWith(PAGE + " {").contains("2026-04-01T00:30:00Z"))
                .anySatisfy(query -> assertThat(query).isEqualTo(run.replace("?", " ")))
                .noneMatch(query -> query.contains("progress"));
    }

    @Test
    void aRunOfADeadNodeHasFailedAndBlocksNobody() {
        Long id = DATABASE.jdbc().queryForObject("""
                INSERT INTO policy_simulation (requested_by, request, heartbeat_at)
                SELECT requested_by, request, now() - interval '11 seconds' FROM (VALUES ('auditor', ?))
                       AS dead (requested_by, request) RETURNING id
                """, Long.class, """
                {"from":"2026-04-01T00:00:00Z","to":"2026-04-02T00:00:00Z",
                 "policy":{"maxSessions":1,"whenFull":"REJECT"}}
                """);

        assertThat(AUDITOR.get(PAGE + "/run?id=" + id).text("[role=alert]")).startsWith("The replay failed");
        assertThat(start(form("2026-04-01T00:00", "2026-04-01T01:00", "1", "REJECT"))
                        .status())
                .isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from            | junk             | The start time is not valid.",
                "from            |                  | The start time is not valid.",
                "to              | 2026-04-01T00:00 | The end time must be valid",
                "to              | 2999-04-01T00:00 | The end time must be valid",
                "maxSessions     | -1               | Enter how many sessions a user may have",
                "maxSessions     |                  | Enter how many sessions a user may have",
                "maxSessions     | 12345678         | Enter how many sessions a user may have",
                "whenFull        | NOBODY           | Choose from the list",
                "maxStartsPerHour| 1001             | Enter how many sessions of a user may start",
                "idleTimeout     | 0                | Enter the idle timeout",
                "absoluteTimeout | 999999           | Enter the absolute timeout"
            })
    void showsWhatIsWrongAndStartsNothing(String field, String value, String message) {
        Map<String, String> form = form("2026-04-01T00:00", "2026-04-01T01:00", "1", "REJECT");
        form.put(field.strip(), value == null ? "" : value);

        Visitor.Page page = start(form);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text("[role=alert]")).startsWith(message);
        assertThat(page.html().select("[aria-invalid]").attr("name")).isEqualTo(field.strip());
        assertThat(page.html().select("#from").attr("value")).isEqualTo(form.get("from"));
    }

    @Test
    void keepsTheLastTwenty() {
        for (int number = 0; number < 21; number++) {
            await().until(() -> start(form("2026-04-01T00:00", "2026-04-01T00:01", "1", "REJECT"))
                            .status()
                    == 303);
        }

        assertThat(DATABASE.jdbc().queryForObject("SELECT count(*) FROM policy_simulation", Integer.class))
                .isEqualTo(20);
        assertThat(AUDITOR.get(PAGE).html().select(".devices li")).hasSize(10);
        assertThat(AUDITOR.get(PAGE + "/run?id=1").status()).isEqualTo(404);
        assertThat(AUDITOR.get(PAGE + "/run?id=x").status()).isEqualTo(404);
    }

    private static Map<String, String> form(String from, String to, String sessions, String whenFull) {
        return new HashMap<>(Map.of("from", from, "to", to, "maxSessions", sessions, "whenFull", whenFull));
    }

    private static Visitor.Page start(Map<String, String> form) {
        AUDITOR.get(PAGE);
        return AUDITOR.post(PAGE, form);
    }

    private static Visitor.Page resultOf(Map<String, String> form) {
        Visitor.Page started = await().until(() -> start(form), page -> page.status() != 429);
        assertThat(started.status()).isEqualTo(303);
        return await().until(() -> AUDITOR.get(started.location()), page -> !isRunning(page));
    }

    private static boolean isRunning(Visitor.Page page) {
        return !page.html().select("#running").isEmpty();
    }
}
