package dev.rollcall.api.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.MailServer;
import dev.rollcall.testing.ManyRows;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.RowsRead;
import dev.rollcall.testing.RowsRead.Rows;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The cost of calls does not grow with history: no operation, no page and no background task scans a growing table, or
 * an index of it, from end to end.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GrowthIT {

    /** Rows of the smallest growing table. */
    private static final int ROWS = 30_000;

    /** The most rows that one call may read of a table: a few batches. Each growing table has several times as many. */
    private static final int MOST_ROWS = 2_000;

    /** Tables that do not grow with usage, or by one row for 15 events: a scan of it still reads too many rows. */
    private static final Set<String> SMALL = Set.of(
            "backchannel_retry",
            "event_as_written",
            "flyway_schema_history",
            "history_archive",
            "kms_master_key",
            "last_sweep",
            "lost_history",
            "mail_task",
            "master_key",
            "password_reset",
            "policy_simulation",
            "projection_rebuild",
            "provider_logout",
            "provider_logout_token",
            "scheduled_tasks",
            "session_count",
            "shared_value",
            "sweep_progress",
            "token_entry",
            "transparency_log_head",
            "transparency_log_node");

    /** Live sessions, and those that the calls start. */
    private static final int ALL_LIVE = 2 * ROWS;

    /** What goes through all live sessions in batches. These fit into one batch, so that a scan may read them. */
    private static final Set<String> CLEANUPS = Set.of("POST /admin/cleanup", "POST /admin/page/cleanup", "sweep");

    /** Calls that read all events and compare tables. They run last, because they continue after the answer. */
    private static final Set<String> REBUILDS = Set.of(
            "POST /admin/projections/{name}/rebuilds",
            "GET /admin/projections/{name}/rebuilds/{id}",
            "POST /admin/page/rebuild",
            "GET /admin/page/rebuild/progress");

    private static final TestDatabase DATABASE = ManyRows.create();

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final MailServer MAIL = MailServer.start();

    private static final Node NODE = Node.start(
            DATABASE,
            ISSUER.settings(MAIL.settings(
                    "spring.datasource.hikari.maximum-pool-size=8",
                    "spring.datasource.hikari.connection-timeout=30000")));

    private static final Map<String, Supplier<Integer>> CALLS = new LinkedHashMap<>();

    /** One listens for events, and two for ended sessions: for this node, and for the services that follow them. */
    private static final int LISTENERS = 3;

    private final RowsRead counts = new RowsRead(DATABASE, NODE, LISTENERS);

    @BeforeAll
    static void calls() {
        DATABASE.jdbc().update("""
                INSERT INTO user_key (user_id, wrapped, created_at)
                SELECT 'keyed-' || n, '', now() FROM generate_series(1, ?) n
                """, ROWS);
        DATABASE.jdbc().execute("VACUUM (ANALYZE)");
        NODE.client().endings().close();
        Map<String, Supplier<Integer>> all = new ApiCalls(NODE, ISSUER).all();
        all.putAll(new PageCalls(NODE).all());
        all.entrySet().stream()
                .sorted(Comparator.comparing(call -> REBUILDS.contains(call.getKey())))
                .forEach(call -> CALLS.put(call.getKey(), call.getValue()));
    }

    @AfterAll
    static void stop() {
        NODE.close();
        ISSUER.close();
        MAIL.close();
    }

    @Test
    @Order(0)
    void everyGrowingTableIsLargeHere() {
        List<String> small = DATABASE.jdbc()
                .queryForList(
                        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                                + " AND reltuples < ? AND relname !~ '_[0-9]+$'",
                        String.class,
                        ROWS);

        assertThat(small).containsExactlyInAnyOrderElementsOf(SMALL);
    }

    @Test
    @Order(0)
    void everyOperationAndPageIsCalled() {
        Set<String> mapped = NODE.mappings().getHandlerMethods().entrySet().stream()
                .filter(mapping ->
                        mapping.getValue().getBeanType().getPackageName().startsWith("dev.rollcall"))
                .flatMap(mapping -> mapping.getKey().getPatternValues().stream()
                        .flatMap(pattern -> methods(
                                        mapping.getKey().getMethodsCondition().getMethods())
                                .map(method -> method + " " + pattern)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(CALLS.keySet()).containsExactlyInAnyOrderElementsOf(mapped);
    }

    private static Stream<String> methods(Set<RequestMethod> methods) {
        return methods.isEmpty() ? Stream.of("ANY") : methods.stream().map(RequestMethod::name);
    }

    @Test
    @Order(1)
    void anIdleNodeReadsFewRows() {
        Map<String, Rows> read = counts.during(() -> await().pollDelay(Duration.ofSeconds(7))
                .atMost(Duration.ofSeconds(20))
                .until(() -> true));

        assertThat(excess("idle", read)).isEmpty();
    }

    @Test
    @Order(1)
    void noBackgroundTaskScansAGrowingTable() {
        BackgroundTasks tasks = new BackgroundTasks(NODE, DATABASE);
        Map<String, Object> wrong = new TreeMap<>();
        tasks.ofTheNode().forEach((name, task) -> check(name, task, wrong));
        tasks.ofTheCluster().forEach((name, task) -> check(name, task, wrong));

        assertThat(wrong).isEmpty();
    }

    @Test
    @Order(2)
    void noCallScansAGrowingTable() {
        Map<String, Object> wrong = new TreeMap<>();
        CALLS.forEach((operation, call) -> {
            if (REBUILDS.contains(operation)) {
                requireSuccess(operation, call, wrong);
            } else {
                check(operation, () -> requireSuccess(operation, call, wrong), wrong);
            }
        });

        assertThat(wrong).isEmpty();
    }

    private void check(String what, Runnable run, Map<String, Object> wrong) {
        Map<String, Object> excess = excess(what, counts.during(run));
        if (!excess.isEmpty()) {
            wrong.put(what, excess);
        }
    }

    private static Map<String, Object> excess(String what, Map<String, Rows> read) {
        read.keySet().removeAll(SMALL);
        boolean readsAll = CLEANUPS.contains(what);
        Map<String, Object> excess = new TreeMap<>(RowsRead.above(readsAll ? ALL_LIVE : MOST_ROWS, read, Rows::byScan));
        if (!readsAll) {
            RowsRead.above(MOST_ROWS, read, Rows::byIndex)
                    .forEach((table, rows) -> excess.put(table + " by index", rows));
        }
        return excess;
    }

    private static void requireSuccess(String operation, Supplier<Integer> call, Map<String, Object> wrong) {
        int status = call.get();
        if (status >= 400) {
            wrong.put(operation, status);
        }
    }
}
