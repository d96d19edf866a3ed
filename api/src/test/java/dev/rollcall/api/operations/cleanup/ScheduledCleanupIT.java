package dev.rollcall.api.operations.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TwoNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S4-3: clean-up runs by schedule, once for all nodes. */
class ScheduledCleanupIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes("rollcall.sweep.interval=PT2S");

    @Test
    void runsAgainAndAgain() {
        Client admin = NODES.one().client().signIn("admin", "admin123").client();
        SignedIn lost = NODES.one().client().start("lost");
        new Damage(NODES.database()).loseRow(lost);

        await().atMost(PATIENCE).until(() -> lost.profile().text("reason").equals("ORPHANED"));

        Instant first = Instant.parse(await().atMost(PATIENCE)
                .until(() -> admin.get("/admin/cleanup"), reply -> reply.status() == 200)
                .text("startedAt"));
        Reply later = await().atMost(PATIENCE)
                .until(
                        () -> admin.get("/admin/cleanup"),
                        reply -> Instant.parse(reply.text("startedAt")).isAfter(first));
        assertThat(later.at("errors").asInt()).isZero();
        assertThat(NODES.database()
                        .jdbc()
                        .queryForList(
                                "SELECT task_instance FROM scheduled_tasks WHERE task_name = 'sweep'", String.class))
                .isEqualTo(List.of("recurring"));
    }
}
