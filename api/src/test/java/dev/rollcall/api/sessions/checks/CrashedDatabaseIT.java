package dev.rollcall.api.sessions.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.OwnServer;
import dev.rollcall.testing.SignedIn;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** After a crash, PostgreSQL reuses the ids of aborted transactions that were not flushed. */
class CrashedDatabaseIT {

    private static final String NEXT_TRANSACTION = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

    private static final String ABORT_TRANSACTIONS =
            "DO $$ BEGIN FOR i IN 1..70 LOOP PERFORM pg_current_xact_id(); ROLLBACK; END LOOP; END $$";

    private static final String COUNT_READS_OF_THE_FEED = """
            SELECT count(*) FROM pg_stat_activity
            WHERE query_start > '%s' AND query LIKE '%%FROM ended_session WHERE ended_by_transaction >=%%'
              AND pid <> pg_backend_pid()
            """;

    private static final String UNFLUSHED = "SELECT count(*) WHERE pg_current_wal_flush_lsn() < '%s'";

    private static final Duration WITHIN = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 10;

    private static final int CHECKS = 100;

    @Test
    void aNodeThatWasDisconnectedSeesAnEndWithAReusedTransactionId() {
        try (OwnServer server = OwnServer.start();
                Node other = Node.start(server.database());
                Node away = Node.start(server.databaseFor("away"))) {
            boolean reused = false;
            for (int attempt = 0; attempt < ATTEMPTS && !reused; attempt++) {
                SignedIn device = away.client().start("crash");
                assertThat(device.profile().status()).isEqualTo(200);
                server.jdbc().execute("ALTER ROLE away NOLOGIN");

                long next = crashAfterAbortedTransactions(server);
                logout(device.at(other.client()));
                server.jdbc().execute("ALTER ROLE away LOGIN");
                awaitReadsOfBothFeeds(server);

                await().atMost(WITHIN).until(() -> device.profile().status() != 503);
                // The answer must be right both from memory and from the database.
                for (int check = 0; check < CHECKS; check++) {
                    assertThat(device.profile().status()).isNotEqualTo(200);
                }
                assertThat(device.profile().text("reason")).isEqualTo("LOGGED_OUT");
                reused = transactionOfEnding(server, device) < next;
            }
            assertThat(reused)
                    .as("an ending got an id that was given out before")
                    .isTrue();
        }
    }

    /**
     * Crashes the server when both feeds have seen aborted transactions that it has not flushed. A commit in the
     * meantime flushes them, and new ones are needed.
     *
     * @return the id of the next transaction, as the feeds of both nodes have seen it
     */
    private static long crashAfterAbortedTransactions(OwnServer server) {
        AtomicLong next = new AtomicLong();
        await().atMost(WITHIN).until(() -> {
            server.jdbc().execute(ABORT_TRANSACTIONS);
            next.set(server.value(NEXT_TRANSACTION));
            String position = server.jdbc().queryForObject("SELECT pg_current_wal_insert_lsn()", String.class);
            awaitReadsOfBothFeeds(server);
            return server.value(UNFLUSHED.formatted(position)) == 1;
        });
        server.crash();
        return next.get();
    }

    private static void awaitReadsOfBothFeeds(OwnServer server) {
        String now = server.jdbc().queryForObject("SELECT clock_timestamp()::text", String.class);
        await().pollInterval(Duration.ofMillis(5))
                .atMost(WITHIN)
                .until(() -> server.value(COUNT_READS_OF_THE_FEED.formatted(now)) == 2);
    }

    private static void logout(SignedIn device) {
        await().atMost(WITHIN).until(() -> device.client().post("/auth/logout").status() == 200);
    }

    private static long transactionOfEnding(OwnServer server, SignedIn device) {
        return server.value("SELECT ended_by_transaction::text::bigint FROM ended_session WHERE session_id = '"
                + device.sessionId() + "'");
    }
}
