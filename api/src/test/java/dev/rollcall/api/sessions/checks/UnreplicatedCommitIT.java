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

/** Where commits have to reach a standby, one that does not is no answer; and a server without one proves nothing. */
class UnreplicatedCommitIT {

    private static final Duration WITHIN = Duration.ofSeconds(30);

    /** As an administrator does, or a time-out; the commit stands on the primary, and on no standby. */
    private static final String STOP_WAITING = """
            SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'
            """;

    @Test
    void isRefusedAsUnavailableUntilTheStandbyIsBack() {
        try (OwnServer server = OwnServer.start();
                Node node = Node.start(server.database())) {
            SignedIn device = node.client().start("standby");
            assertThat(device.profile().status()).isEqualTo(200);
            require(server, "nobody");

            Reply start = whileWaitingIsStopped(
                    server, () -> node.client().asGateway().post("/users/standby/sessions", Map.of()));
            Reply check = await().atMost(WITHIN)
                    .until(() -> whileWaitingIsStopped(server, device::profile), reply -> reply.status() != 200);
            require(server, "");

            assertThat(start.status()).isEqualTo(503);
            assertThat(start.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            assertThat(check.status()).isEqualTo(503);
            assertThat(check.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            await().atMost(WITHIN).until(() -> device.profile().status() == 200);
        }
    }

    private static void require(OwnServer server, String standby) {
        server.jdbc().execute("ALTER SYSTEM SET synchronous_standby_names = '" + standby + "'");
        server.jdbc().execute("SELECT pg_reload_conf()");
        await().atMost(WITHIN)
                .until(() ->
                        standby.equals(server.jdbc().queryForObject("SHOW synchronous_standby_names", String.class)));
    }

    private static Reply whileWaitingIsStopped(OwnServer server, Supplier<Reply> call) {
        CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(call);
        await().atMost(WITHIN).until(() -> {
            server.value(STOP_WAITING);
            return reply.isDone();
        });
        return reply.join();
    }
}
