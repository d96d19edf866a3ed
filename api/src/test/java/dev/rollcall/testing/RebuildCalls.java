package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Rebuilds read models over HTTP, as an administrator. */
public final class RebuildCalls {

    private RebuildCalls() {}

    public static Client admin(Node node) {
        return node.client().signIn("admin", "admin123").client();
    }

    /** Requests a rebuild and waits until it has finished; fails if refused. */
    public static Reply rebuild(Client admin, String projection) {
        return finished(admin, started(admin, projection, ""));
    }

    /** @param query for example {@code ?dry-run=true} */
    public static Reply started(Client admin, String projection, String query) {
        Reply started = admin.post("/admin/projections/" + projection + "/rebuilds" + query);
        assertThat(started.status()).as(() -> "rebuild: " + started.body()).isEqualTo(202);
        return started;
    }

    public static Reply finished(Client admin, Reply started) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> admin.get(started.header("Location")),
                        reply -> !reply.text("state").equals("RUNNING"));
    }
}
