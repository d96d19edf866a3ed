package dev.rollcall.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Calls wait only briefly for other commands of the same user, and calls of other users do not wait. */
class BusyUserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database = TestDatabase.create();

    @Test
    void refusesCallsThatWaitTooLongAndServesOtherUsers() throws Exception {
        try (Node node = Node.start(
                        database,
                        "rollcall.commands.max-waiting-per-user=2",
                        "rollcall.commands.wait-at-most=PT0.3S",
                        "rollcall.database.lock-timeout=PT1M",
                        "rollcall.database.statement-timeout=PT1M");
                Connection holder = database.dataSource().getConnection();
                Statement hold = holder.createStatement()) {
            SignedIn user = node.client().start("busy");
            SignedIn second = node.client().start("busy");
            holder.setAutoCommit(false);
            hold.execute("SELECT 1 FROM live_session WHERE user_id = 'busy' FOR UPDATE");
            CompletableFuture<Reply> slow = CompletableFuture.supplyAsync(() -> end(user, second));
            await().atMost(PATIENCE).until(this::oneWaits);

            List<Reply> others = AtOnce.call(6, number -> end(user, second));

            assertThat(others).allSatisfy(reply -> {
                assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
                assertThat(reply.code()).isEqualTo("USER_BUSY");
                assertThat(reply.header("Retry-After")).isEqualTo("1");
            });
            assertThat(node.client()
                            .asGateway()
                            .post("/users/idle/sessions", Map.of())
                            .status())
                    .isEqualTo(201);
            holder.rollback();
            assertThat(slow.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).status())
                    .isEqualTo(204);
            assertThat(second.profile().code()).isEqualTo("SESSION_ENDED");
        }
    }

    private static Reply end(SignedIn user, SignedIn other) {
        return user.client().delete(user.sessions() + "/" + other.sessionId());
    }

    private boolean oneWaits() {
        return Long.valueOf(1).equals(database.jdbc().queryForObject("""
                                SELECT count(*) FROM pg_stat_activity
                                WHERE wait_event_type = 'Lock' AND datname = current_database()
                                """, Long.class));
    }
}
