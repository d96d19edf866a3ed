package dev.rollcall.api.operations.rebuild;

import static dev.rollcall.testing.RebuildCalls.finished;
import static dev.rollcall.testing.RebuildCalls.rebuild;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.RebuildCalls;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TwoNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** C-2: rebuilds are invisible to clients. */
class RebuildUnderLoadIT {

    private static final int USERS = 4;

    private static final int REBUILDS = 5;

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes();

    private final Client one = NODES.one().client();
    private final Client other = NODES.other().client();

    @Test
    void answersStayRightDuringRebuilds() throws Exception {
        Client admin = RebuildCalls.admin(NODES.one());
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        List<Future<Integer>> rounds = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            String user = "busy-" + i;
            rounds.add(users.submit(() -> startUseAndEnd(user, over)));
        }
        List<Reply> rebuilds = new ArrayList<>();
        for (int i = 0; i < REBUILDS; i++) {
            rebuilds.add(rebuild(admin, "live-sessions"));
            rebuilds.add(rebuild(admin, "session-history"));
        }
        over.set(true);
        for (Future<Integer> round : rounds) {
            assertThat(round.get()).isGreaterThan(REBUILDS);
        }
        users.shutdown();

        assertThat(rebuilds).allSatisfy(reply -> {
            assertThat(reply.text("state")).isEqualTo("COMPLETED");
            assertThat(reply.text("result.conclusion")).isEqualTo("The table matched the events.");
        });
        assertThat(NODES.database().jdbc().queryForList("SELECT session_id::text FROM live_session", String.class))
                .containsExactlyInAnyOrderElementsOf(liveByTheEvents());
        for (String projection : List.of("live-sessions", "session-history")) {
            assertThat(rebuild(admin, projection).at("result.identical").asBoolean())
                    .isTrue();
        }
    }

    /** Starts a session on one node, uses it on the other, ends it there, and expects a refusal on the first. */
    private int startUseAndEnd(String user, AtomicBoolean over) {
        int rounds = 0;
        SignedIn staying = one.start(user);
        while (!over.get()) {
            SignedIn device = (rounds % 2 == 0 ? one : other).start(user);
            SignedIn elsewhere = device.at(rounds % 2 == 0 ? other : one);
            assertThat(elsewhere.profile().text("session.sessionId")).isEqualTo(device.sessionId());
            assertThat(listed(elsewhere)).containsExactly(device.sessionId(), staying.sessionId());
            assertThat(elsewhere.client().post("/auth/logout").status()).isEqualTo(200);
            assertThat(elsewhere.profile().code()).isEqualTo("SESSION_ENDED");
            assertThat(listed(staying)).containsExactly(staying.sessionId());
            rounds++;
        }
        return rounds;
    }

    private static List<String> listed(SignedIn device) {
        Reply list = device.client().get(device.sessions());
        assertThat(list.status()).as(() -> list.body().toString()).isEqualTo(200);
        return list.texts("sessions", "sessionId");
    }

    private static List<String> liveByTheEvents() {
        return NODES.database().jdbc().queryForList("""
                SELECT convert_from(payload, 'UTF8')::jsonb ->> 'sessionId' FROM domain_event_entry
                WHERE payload_type = 'dev.rollcall.event.SessionStarted'
                EXCEPT
                SELECT convert_from(payload, 'UTF8')::jsonb ->> 'sessionId' FROM domain_event_entry
                WHERE payload_type <> 'dev.rollcall.event.SessionStarted'
                """, String.class);
    }

    @Test
    void runsOneOfTwoSimultaneousRequestsOnTwoNodes() {
        Client here = RebuildCalls.admin(NODES.one());
        Client there = RebuildCalls.admin(NODES.other());

        List<Reply> replies = AtOnce.call(
                2, number -> (number == 0 ? here : there).post("/admin/projections/live-sessions/rebuilds"));

        Reply accepted = replies.stream()
                .filter(reply -> reply.status() == 202)
                .findFirst()
                .orElseThrow();
        Stream<String> refused =
                replies.stream().filter(reply -> reply.status() != 202).map(Reply::code);
        assertThat(finished(there, accepted).text("state")).isEqualTo("COMPLETED");
        assertThat(refused).allMatch("REBUILD_IN_PROGRESS"::equals);
    }

    @Test
    void refusesASecondOneOnEveryNode() {
        NODES.database()
                .jdbc()
                .update(
                        "INSERT INTO projection_rebuild (projection, dry_run, requested_by) VALUES ('live-sessions', false, 'x')");
        for (var node : List.of(NODES.one(), NODES.other())) {
            Reply refused = RebuildCalls.admin(node).post("/admin/projections/live-sessions/rebuilds");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("REBUILD_IN_PROGRESS");
        }
        NODES.database()
                .jdbc()
                .update(
                        "UPDATE projection_rebuild SET heartbeat_at = now() - interval '11 seconds' WHERE requested_by = 'x'");

        assertThat(rebuild(RebuildCalls.admin(NODES.other()), "live-sessions").text("state"))
                .isEqualTo("COMPLETED");
        assertThat(NODES.database()
                        .jdbc()
                        .queryForObject("SELECT reason FROM projection_rebuild WHERE requested_by = 'x'", String.class))
                .isEqualTo("The process that ran the rebuild is gone");
    }
}
