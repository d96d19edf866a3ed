package dev.rollcall.api.growth;

import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** One run of each task in the background, however seldom it is due. */
final class BackgroundTasks {

    private static final String MAKE_DUE = """
            UPDATE scheduled_tasks SET execution_time = now()
            WHERE task_name = ? AND NOT picked AND coalesce(last_success, 'epoch') < ?
            """;

    private static final String HAS_RUN = """
            SELECT coalesce(last_success, 'epoch') >= ? FROM scheduled_tasks WHERE task_name = ?
            """;

    private final Node node;
    private final JdbcTemplate jdbc;

    BackgroundTasks(Node node, TestDatabase database) {
        this.node = node;
        this.jdbc = database.jdbc();
    }

    /** The tasks that every node has, by what they run. */
    Map<String, Runnable> ofTheNode() {
        Map<String, Runnable> tasks = new TreeMap<>();
        for (ScheduledTask task : node.bean(ScheduledTaskHolder.class).getScheduledTasks()) {
            Runnable run = task.getTask().getRunnable();
            tasks.put(run.toString(), run);
        }
        return tasks;
    }

    /** The tasks that one node of the cluster runs, by name. */
    Map<String, Runnable> ofTheCluster() {
        Map<String, Runnable> tasks = new TreeMap<>();
        jdbc.queryForList("SELECT task_name FROM scheduled_tasks", String.class)
                .forEach(name -> tasks.put(name, () -> runNow(name)));
        return tasks;
    }

    private void runNow(String name) {
        OffsetDateTime now = jdbc.queryForObject("SELECT now()", OffsetDateTime.class);
        await(name).atMost(Duration.ofMinutes(10)).until(() -> {
            jdbc.update(MAKE_DUE, name, now);
            return jdbc.queryForObject(HAS_RUN, Boolean.class, now, name);
        });
    }
}
