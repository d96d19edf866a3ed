package dev.rollcall.api.sessions.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.OwnServer;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * With synchronous replication, a commit that does not reach the standby is not acknowledged, and a server without its
 * standby does not prove freshness.
 */
class UnreplicatedCommitIT {

    private static final Duration WITHIN = Duration.ofSeconds(30);

    /**
     * Cancels the wait for the standby, as an administrator or a timeout would; the commit then exists on the primary
     * only.
     */
    private static final String STOP_WAITING = """
            SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'
            """;

    @Test
    void isRefusedAsUnavailableUntilTheStandbyIsBack() {
        try (OwnServer server = OwnServer.start();
                Node node = Node.start(server.database())) {
            SignedIn device = node.client().start("standby");
            assertThat(device.profile().status()).isEqualTo(200);
            requireStandby(server, "nobody");

            Reply start = whileWaitsAreCancelled(
                    server, () -> node.client().asGateway().post("/users/standby/sessions", Map.of()));
            Reply check = await().atMost(WITHIN)
                    .until(() -> whileWaitsAreCancelled(server, device::profile), reply -> reply.status() != 200);
            requireStandby(server, "");

            assertThat(start.status()).isEqualTo(503);
            assertThat(start.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            assertThat(check.status()).isEqualTo(503);
            assertThat(check.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            await().atMost(WITHIN).until(() -> device.profile().status() == 200);
        }
    }

    private static void requireStandby(OwnServer server, String standby) {
        server.jdbc().execute("ALTER SYSTEM SET synchronous_standby_names = '" + standby + "'");
        server.jdbc().execute("SELECT pg_reload_conf()");
        await().atMost(WITHIN)
                .until(() ->
                        standby.equals(server.jdbc().queryForObject("SHOW synchronous_standby_names", String.class)));
    }

    private static Reply whileWaitsAreCancelled(OwnServer server, Supplier<Reply> call) {
        CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(call);
        await().atMost(WITHIN).until(() -> {
            server.value(STOP_WAITING);
            return reply.isDone();
        });
        return reply.join();
    }
}
