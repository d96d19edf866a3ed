package dev.rollcall.api.operations.rebuild;

import static dev.rollcall.testing.RebuildCalls.finished;
import static dev.rollcall.testing.RebuildCalls.rebuild;
import static dev.rollcall.testing.RebuildCalls.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.eventstore.streams.EventStreams;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.RebuildCalls;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** C-2: read models are rebuilt from the events. */
class RebuildIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE);

    private static final Client ADMIN = RebuildCalls.admin(NODE);

    private final JdbcTemplate jdbc = DATABASE.jdbc();

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"live-sessions", "session-history"})
    void replacesACorrectTableByAnIdenticalOne(String projection) {
        SignedIn kept = NODE.client().start("the-same");
        NODE.client().start("the-same").client().post("/auth/logout");
        awaitHistory();
        int rows = count(projection.equals("live-sessions") ? "live_session" : "session_history");

        Reply started = started(ADMIN, projection, "");
        Reply rebuilt = finished(ADMIN, started);

        assertThat(started.header("Location"))
                .isEqualTo("/admin/projections/" + projection + "/rebuilds/" + started.text("id"));
        assertThat(rebuilt.text("state")).as(() -> rebuilt.body().toString()).isEqualTo("COMPLETED");
        assertThat(rebuilt.at("result.identical").asBoolean())
                .as(() -> rebuilt.body().toString())
                .isTrue();
        assertThat(rebuilt.at("result.swapped").asBoolean()).isTrue();
        assertThat(rebuilt.at("result.rows").asInt()).isEqualTo(rows).isPositive();
        assertThat(rebuilt.at("eventsDone").asInt())
                .isEqualTo(rebuilt.at("eventsTotal").asInt())
                .isEqualTo(count("domain_event_entry WHERE " + EventStreams.ABOUT_SESSIONS));
        assertThat(kept.profile().status()).isEqualTo(200);
    }

    @Test
    void listsReadModels() {
        NODE.client().start("listed");
        Reply rebuilt = rebuild(ADMIN, "live-sessions");
        awaitHistory();

        Reply list = ADMIN.get("/admin/projections");

        assertThat(list.texts("projections", "name")).containsExactlyInAnyOrder("live-sessions", "session-history");
        var live = list.at("projections")
                .valueStream()
                .filter(model -> model.path("name").asString().equals("live-sessions"))
                .findFirst()
                .orElseThrow();
        assertThat(live.path("table").asString()).isEqualTo("live_session");
        assertThat(live.path("rows").asInt()).isEqualTo(count("live_session")).isPositive();
        assertThat(live.path("eventsBehind").asInt()).isZero();
        assertThat(live.path("lastRebuild").path("id").asString()).isEqualTo(rebuilt.text("id"));
    }

    @Test
    void repairsADamagedTableAndReportsDifferences() {
        SignedIn deleted = NODE.client().start("damaged");
        SignedIn changed = NODE.client().start("damaged");
        String ghost = UUID.randomUUID().toString();
        jdbc.update(
                "INSERT INTO live_session SELECT ?::uuid, user_id, label, user_agent, ip_address, started_at, idle_timeout_ms,"
                        + " expires_at, bootstrap, deadline_at, login_id FROM live_session WHERE session_id = ?::uuid",
                ghost,
                changed.sessionId());
        jdbc.update("DELETE FROM live_session WHERE session_id = ?::uuid", deleted.sessionId());
        jdbc.update(
                "UPDATE live_session SET label = 'Somebody else', bootstrap = NOT bootstrap WHERE session_id = ?::uuid",
                changed.sessionId());
        int damagedRows = count("live_session");

        Reply dry = finished(ADMIN, started(ADMIN, "live-sessions", "?dry-run=true"));
        Reply rebuilt = rebuild(ADMIN, "live-sessions");

        for (Reply reply : List.of(dry, rebuilt)) {
            assertThat(reply.at("result.identical").asBoolean()).isFalse();
            assertThat(reply.at("result.missing").asInt()).isOne();
            assertThat(reply.at("result.unexpected").asInt()).isOne();
            assertThat(reply.at("result.changed").asInt()).isOne();
            assertThat(reply.texts("result.examples", "sessionId"))
                    .containsExactlyInAnyOrder(deleted.sessionId(), changed.sessionId(), ghost);
            assertThat(reply.texts("result.examples", "difference"))
                    .containsExactlyInAnyOrder("missing", "label, bootstrap", "unexpected");
            assertThat(reply.at("result.rowsBefore").asInt()).isEqualTo(damagedRows);
        }
        assertThat(dry.text("result.conclusion"))
                .isEqualTo("The table does not match the events. Nothing was changed.");
        assertThat(rebuilt.text("result.conclusion"))
                .isEqualTo("The table did not match the events. It was replaced by the rebuilt one.");
        assertThat(deleted.client().get(deleted.sessions()).texts("sessions", "sessionId"))
                .containsExactlyInAnyOrder(deleted.sessionId(), changed.sessionId());
    }

    @Test
    void refusesUnknownReadModels() {
        assertThat(Refusal.of(() -> ADMIN.post("/admin/projections/domain_event_entry/rebuilds"))
                        .code())
                .isEqualTo("PROJECTION_NOT_FOUND");
        assertThat(Refusal.of(() -> ADMIN.get("/admin/projections/nothing/rebuilds/1"))
                        .code())
                .isEqualTo("PROJECTION_NOT_FOUND");
        String other = rebuild(ADMIN, "session-history").text("id");
        for (String id : List.of("0", "-1", "99999", "9999999999999999999999", "x", other)) {
            assertThat(Refusal.of(() -> ADMIN.get("/admin/projections/live-sessions/rebuilds/" + id))
                            .code())
                    .isEqualTo("REBUILD_NOT_FOUND");
        }
        Refusal.ofField("dry-run", () -> ADMIN.post("/admin/projections/live-sessions/rebuilds?dry-run=perhaps"));
    }

    private void awaitHistory() {
        await().until(() -> ADMIN.get("/admin/projections")
                .at("projections")
                .valueStream()
                .allMatch(model -> model.path("eventsBehind").asInt() == 0));
    }

    private int count(String from) {
        Integer count = jdbc.queryForObject("SELECT count(*) FROM " + from, Integer.class);
        return count == null ? 0 : count;
    }
}
