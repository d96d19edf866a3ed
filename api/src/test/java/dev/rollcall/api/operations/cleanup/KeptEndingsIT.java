package dev.rollcall.api.operations.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * S3-7, S4-3: the reason of an end is kept while a token of the session could still be used, and deleted afterwards.
 */
class KeptEndingsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LIFETIME = Duration.ofSeconds(4);

    private static final Duration TOKENS = Duration.ofSeconds(10);

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.start(
                DATABASE,
                "rollcall.sweep.keep-ended=PT1S",
                "rollcall.checks.known-sessions=0",
                "rollcall.tokens.access-token-lifetime=" + TOKENS);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void keepsTheReasonUntilAllTokensHaveExpired() {
        Client client = node.client();
        SignedIn first = client.start("short").settings(Map.of("absoluteTimeout", LIFETIME.toString()));
        first.client().post("/auth/logout");
        SignedIn brief = client.start("short");
        SignedIn refreshed = new SignedIn(client, brief.refresh());
        refreshed.client().post("/auth/logout");
        SignedIn lasting = client.start("long");
        lasting.client().post("/auth/logout");
        Damage damage = new Damage(DATABASE);
        await().atMost(PATIENCE)
                .until(() -> damage.count("SELECT count(*) FROM session_history WHERE ended_at IS NOT NULL") == 3);
        Instant soon = Instant.parse(brief.reply().text("session.startedAt")).plusSeconds(2);
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(soon));

        cleanUp();

        assertThat(refreshed.refresh().text("reason")).isEqualTo("LOGGED_OUT");
        assertThat(lasting.refresh().text("reason")).isEqualTo("LOGGED_OUT");
        assertThat(damage.count("SELECT count(*) FROM refresh_generation")).isZero();

        Instant late = Instant.parse(brief.reply().text("session.startedAt"))
                .plus(LIFETIME)
                .plus(TOKENS)
                .plusSeconds(1);
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(late));
        cleanUp();

        assertThat(refreshed.refresh().code()).isEqualTo("INVALID_TOKEN");
        assertThat(refreshed.profile().code()).isEqualTo("INVALID_TOKEN");
        assertThat(lasting.refresh().text("reason")).isEqualTo("LOGGED_OUT");
        assertThat(damage.count("SELECT count(*) FROM ended_session WHERE session_id = ?::uuid", brief.sessionId()))
                .isZero();
        assertThat(damage.count("SELECT count(*) FROM session_history WHERE user_id = 'short'"))
                .isEqualTo(2);
    }

    private static void cleanUp() {
        assertThat(node.client()
                        .signIn("admin", "admin123")
                        .client()
                        .post("/admin/cleanup")
                        .status())
                .isEqualTo(200);
    }
}
