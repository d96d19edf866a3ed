package dev.rollcall.api.operations.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Jar;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.StoredEvents;
import dev.rollcall.testing.TestDatabase;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S4-3: a clean-up that is killed does no harm, and the next one does the rest. */
class KilledCleanupIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int USERS = 20;

    private static final int KILLED_AT = 10;

    @TempDir
    static Path directory;

    private final TestDatabase database = TestDatabase.create();
    private final Damage damage = new Damage(database);

    @Test
    void theNextRunFinishesAfterAKill() throws Exception {
        try (Node node = Node.start(database)) {
            List<SignedIn> healthy = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                SignedIn device = node.client().start(user(i));
                healthy.add(device);
                damage.loseRow(node.client().start(user(i)));
                damage.addRow(device, user(i));
            }
            killInTheMiddle();
            long orphansLeft = damage.rows() - admins() - USERS;

            Reply rest = await().atMost(PATIENCE).until(() -> cleanUp(node.client()), reply -> reply.status() == 200);

            assertThat(orphansLeft).isBetween(1L, (long) USERS - 1);
            assertThat(rest.at("orphanedSessions").asLong()).isBetween(orphansLeft, 2 * orphansLeft);
            assertThat(rest.at("errors").asLong()).isZero();
            assertThat(damage.rows() - admins()).isEqualTo(USERS);
            for (int i = 0; i < USERS; i++) {
                assertThat(StoredEvents.of(database, user(i), "SessionExpired")).hasSize(1);
                assertThat(healthy.get(i).profile().status()).isEqualTo(200);
            }
            assertThat(cleanUp(node.client()).at("orphanedSessions").asLong()).isZero();
        }
    }

    /** Locks one row, so that the clean-up waits there, and kills it. */
    private void killInTheMiddle() throws Exception {
        try (Jar jar = Jar.start(
                        directory,
                        "spring.datasource.url=" + database.url(),
                        "rollcall.demo-users=true",
                        "rollcall.personal-data.master-key=" + Node.MASTER_KEY);
                Connection holder = database.dataSource().getConnection();
                Statement hold = holder.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("SELECT 1 FROM live_session WHERE user_id = '" + user(KILLED_AT) + "' FOR UPDATE");
            CompletableFuture<Reply> cutOff = CompletableFuture.supplyAsync(() -> cleanUp(jar.client()));
            await().atMost(PATIENCE)
                    .until(() -> damage.count("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND datname = current_database() AND query LIKE '%gone AS%'")
                            == 1);
            jar.kill();
            assertThat(cutOff.handle((reply, failure) -> failure).get()).hasCauseInstanceOf(UncheckedIOException.class);
        }
    }

    private static Reply cleanUp(Client client) {
        return client.signIn("admin", "admin123").client().post("/admin/cleanup");
    }

    private long admins() {
        return damage.count("SELECT count(*) FROM live_session WHERE user_id = 'admin'");
    }

    private static String user(int number) {
        return "killed-%02d".formatted(number);
    }
}
