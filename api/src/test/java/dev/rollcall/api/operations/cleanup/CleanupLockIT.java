package dev.rollcall.api.operations.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TwoNodes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S4-3: one clean-up at a time on all nodes together, while other calls continue. */
class CleanupLockIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes();

    @Test
    void refusesASecondRunOnEveryNodeUntilTheFirstIsDone() throws Exception {
        Client here = admin(NODES.one());
        Client there = admin(NODES.other());
        try (Connection holdUp = holdUp()) {
            CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> here.post("/admin/cleanup"));
            awaitCleanupAtTheTable();

            for (Client client : new Client[] {here, there}) {
                Reply second = client.post("/admin/cleanup");
                assertThat(second.status()).isEqualTo(409);
                assertThat(second.code()).isEqualTo("SWEEP_IN_PROGRESS");
                assertThat(client.post("/admin/cleanup?dryRun=true").code()).isEqualTo("SWEEP_IN_PROGRESS");
            }
            assertThat(NODES.other().client().start("meanwhile").profile().status())
                    .isEqualTo(200);

            holdUp.rollback();
            assertThat(first.get().status()).isEqualTo(200);
        }
        assertThat(there.post("/admin/cleanup").status()).isEqualTo(200);
        assertThat(here.post("/admin/cleanup").status()).isEqualTo(200);
    }

    @Test
    void runsAgainAfterAFailure() throws Exception {
        Client admin = admin(NODES.one());
        NODES.database().jdbc().execute("ALTER TABLE refresh_generation RENAME TO not_there");
        Reply failed = admin.post("/admin/cleanup");
        NODES.database().jdbc().execute("ALTER TABLE not_there RENAME TO refresh_generation");

        assertThat(failed.status()).isGreaterThanOrEqualTo(500);
        assertThat(admin(NODES.other()).post("/admin/cleanup").status()).isEqualTo(200);
    }

    /** Makes the clean-up wait, and nothing else. */
    private static Connection holdUp() throws SQLException {
        Connection connection = NODES.database().dataSource().getConnection();
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("LOCK TABLE refresh_generation IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    private static void awaitCleanupAtTheTable() {
        await().atMost(PATIENCE)
                .until(() -> !NODES.database()
                        .jdbc()
                        .queryForList("SELECT 1 FROM pg_locks WHERE NOT granted AND relation ="
                                + " 'refresh_generation'::regclass")
                        .isEmpty());
    }

    private static Client admin(Node node) {
        return node.client().signIn("admin", "admin123").client();
    }
}
