package dev.rollcall.api.pages.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.TwoNodes;
import dev.rollcall.testing.Visitor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The clean-up on a page: it runs in the background, and every node shows how far it is. */
class CleanupPageIT {

    private static final String PAGE = "/admin/page/cleanup";

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes();

    private final Visitor here = admin(NODES.one());
    private final Visitor there = admin(NODES.other());

    private static Visitor admin(Node node) {
        Visitor visitor = new Visitor(node.client()).signIn("admin", "admin123");
        visitor.get("/admin");
        return visitor;
    }

    @Test
    void runsInTheBackgroundOnceAtATime() throws SQLException {
        try (Connection holdUp = NODES.database().dataSource().getConnection();
                Statement lock = holdUp.createStatement()) {
            holdUp.setAutoCommit(false);
            lock.execute("LOCK TABLE refresh_generation IN ACCESS EXCLUSIVE MODE");

            assertThat(here.post(PAGE, Map.of("dryRun", "false")).location()).isEqualTo(PAGE);
            Visitor.Page running = there.get(PAGE);

            assertThat(running.text("#state")).isEqualTo("The clean-up is under way.");
            assertThat(running.text(".when")).startsWith("Requested by admin, ");
            assertThat(running.html().select("#progress").attr("hx-get")).isEqualTo(PAGE);
            assertThat(running.html().select("noscript").html()).contains(PAGE);
            assertThat(here.post(PAGE, Map.of("dryRun", "true")).status()).isEqualTo(409);
            assertThat(there.post(PAGE, Map.of("dryRun", "true")).status()).isEqualTo(409);
            holdUp.rollback();
        }
        await().until(() -> there.get(PAGE).text("#state").equals("The clean-up is done."));
        assertThat(there.get(PAGE).html().select("#progress").attr("hx-get")).isEmpty();
        assertThat(there.post(PAGE, Map.of("dryRun", "true")).status()).isEqualTo(303);
        await().until(() -> here.get(PAGE).text("#state").startsWith("The dry run is done."));
    }

    @Test
    void showsHowFarItIsAndWhenItWasInterrupted() {
        here.post(PAGE, Map.of("dryRun", "true"));
        await().until(() -> here.get(PAGE).text("#state").startsWith("The dry run is done."));
        update("finished_at = NULL, heartbeat_at = now() - interval '5 seconds', about_sessions = 120,"
                + " requested_by = NULL, dry_run = false");
        update("report = regexp_replace(report, '\"totalSessions\":\\d+', '\"totalSessions\":30')");

        Visitor.Page running = there.get(PAGE);
        update("heartbeat_at = now() - interval '31 seconds'");
        Visitor.Page interrupted = there.get(PAGE);

        assertThat(running.html().select("progress").attr("value")).isEqualTo("30");
        assertThat(running.html().select("progress").attr("max")).isEqualTo("120");
        assertThat(running.text(".when")).startsWith("Started by itself or by a command, ");
        assertThat(running.text("#progress .hint")).isEqualTo("The clean-up before checked 120 sessions.");
        assertThat(interrupted.text("#state")).isEqualTo("The clean-up was interrupted. The next one does the rest.");
        assertThat(interrupted.html().select("#progress").attr("hx-get")).isEmpty();
    }

    private static void update(String set) {
        NODES.database().jdbc().update("UPDATE sweep_progress SET " + set);
    }
}
