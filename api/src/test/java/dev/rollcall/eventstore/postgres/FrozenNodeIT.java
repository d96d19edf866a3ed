package dev.rollcall.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Jar;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.StoredEvents;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that freezes during a command blocks neither its user nor the transparency log for long. */
class FrozenNodeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A shared transaction gives up after 100 ms, and the command tries again in one of its own. */
    private static final String WAITING_ALONE_FOR_A_LOCK = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE '%INTO live_session%'"
            + " AND clock_timestamp() - query_start > interval '200 ms'";

    @TempDir
    static Path directory;

    private final TestDatabase database = TestDatabase.create();

    @Test
    void othersServeTheUserTheLogContinuesAndTheFrozenCommandFails() throws Exception {
        try (Node other = Node.start(database);
                Jar freezing = Jar.start(
                        directory,
                        "spring.datasource.url=" + database.url(),
                        "rollcall.demo-users=true",
                        "rollcall.personal-data.master-key=" + Node.MASTER_KEY,
                        "rollcall.database.lock-timeout=PT1M",
                        "rollcall.database.statement-timeout=PT1M")) {
            SignedIn first = other.client().start("frozen");
            assertThat(freezing.client().get("/.well-known/jwks.json").status()).isEqualTo(200);

            CompletableFuture<Reply> frozen = freezeInTransaction(freezing);

            Reply second = await().atMost(PATIENCE).until(() -> start(other.client()), reply -> reply.status() != 503);
            assertThat(second.status()).isEqualTo(201);
            Auditor.at(other.client()).awaitAllLogged(database);
            assertThat(frozen).isNotDone();

            freezing.thaw();
            Reply late = frozen.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(late.status()).as(late.toString()).isEqualTo(503);
            assertThat(late.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            assertThat(late.header("Retry-After")).isEqualTo("1");
            assertFrozenCommandLeftNothing(first, second);
            assertThat(start(freezing.client()).status()).isEqualTo(201);
        }
    }

    /**
     * Freezes the node while its command waits for a table lock, with the event written, and then releases the lock.
     */
    private CompletableFuture<Reply> freezeInTransaction(Jar freezing) throws Exception {
        try (Connection holder = database.dataSource().getConnection();
                Statement hold = holder.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("LOCK TABLE live_session IN SHARE MODE");
            CompletableFuture<Reply> frozen = CompletableFuture.supplyAsync(() -> start(freezing.client()));
            await().atMost(PATIENCE)
                    .until(() -> Long.valueOf(1)
                            .equals(database.jdbc().queryForObject(WAITING_ALONE_FOR_A_LOCK, Long.class)));
            freezing.freeze();
            holder.rollback();
            return frozen;
        }
    }

    private void assertFrozenCommandLeftNothing(SignedIn first, Reply second) {
        List<String> started = StoredEvents.of(database, "frozen", "SessionStarted").stream()
                .map(event -> event.path("sessionId").asString())
                .toList();
        assertThat(started).containsExactly(first.sessionId(), second.text("session.sessionId"));
        assertThat(first.client().get(first.sessions()).texts("sessions", "sessionId"))
                .containsExactlyInAnyOrderElementsOf(started);
    }

    private static Reply start(Client node) {
        return node.asGateway().post("/users/frozen/sessions", Map.of());
    }
}
