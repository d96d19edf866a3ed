package dev.rollcall.api.operations.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TwoNodes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S1-1, S1-10: a node remembers a user from before events were archived that it has not seen. */
class StaleMemoryIT {

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes("rollcall.sessions.max-starts-per-hour=0");

    @Test
    void aPlaceWhoseEventIsInAFileStaysTaken() {
        SignedIn first = NODES.one().client().start("stale").settings(Map.of("maxSessions", 1));
        SignedIn second = NODES.other().client().start("stale");
        assertThat(second.client().post("/auth/logout").status()).isEqualTo(200);
        SignedIn third = NODES.other().client().start("stale");
        archive("stale", first, second);

        SignedIn fourth = NODES.one().client().start("stale");

        assertThat(third.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
        assertThat(fourth.profile().status()).isEqualTo(200);
        assertThat(sequences("stale")).isEqualTo("1,5,6,7");
    }

    @Test
    void anAnswerDoesNotComeFromMemoryThatLacksArchivedEvents() {
        SignedIn first = NODES.one().client().start("answer");
        SignedIn kept = NODES.one().client().start("answer");
        assertThat(first.at(NODES.other().client())
                        .client()
                        .post("/auth/logout")
                        .status())
                .isEqualTo(200);
        SignedIn later = NODES.other().client().start("answer");
        archive("answer", first);

        assertThat(kept.client().delete("/users/answer/sessions").texts("sessionIds"))
                .containsExactly(kept.sessionId(), later.sessionId());
        assertThat(later.profile().text("reason")).isEqualTo("LOGGED_OUT_EVERYWHERE");
        assertThat(sequences("answer")).isEqualTo("1,3,4");
    }

    @Test
    void aRefusalLeavesNoStateThatLacksArchivedEvents() {
        SignedIn first = NODES.one().client().start("refused").settings(Map.of("maxSessions", 2, "whenFull", "REJECT"));
        NODES.one().client().start("refused");
        assertThat(first.at(NODES.other().client())
                        .client()
                        .post("/auth/logout")
                        .status())
                .isEqualTo(200);
        SignedIn later = NODES.other().client().start("refused");
        archive("refused", first);
        assertThat(NODES.one()
                        .client()
                        .asGateway()
                        .post("/users/refused/sessions")
                        .code())
                .isEqualTo("SESSION_LIMIT_REACHED");

        assertThat(later.client().post("/auth/logout").status()).isEqualTo(200);

        assertThat(NODES.one().client().start("refused").profile().status()).isEqualTo(200);
    }

    @Test
    void aSnapshotFromBeforeArchivedEventsIsNotUsed() {
        for (int i = 0; i < 60; i++) {
            SignedIn session = NODES.one().client().start("snapshot");
            session.client().post("/auth/logout");
        }
        SignedIn live = NODES.one().client().start("snapshot");
        long snapshot =
                number("SELECT sequence_number FROM snapshot_event_entry WHERE aggregate_identifier = 'snapshot'");
        NODES.database()
                .jdbc()
                .update(
                        "DELETE FROM domain_event_entry WHERE aggregate_identifier = 'snapshot' AND sequence_number < 118");

        assertThat(snapshot).isBetween(90L, 118L);
        assertThat(NODES.other()
                        .client()
                        .asGateway()
                        .post("/users/snapshot/sessions")
                        .code())
                .isEqualTo("SESSION_STATE_UNAVAILABLE");
        NODES.database().jdbc().update("DELETE FROM snapshot_event_entry");
        assertThat(NODES.other().client().start("snapshot").profile().status()).isEqualTo(200);
        assertThat(live.profile().status()).isEqualTo(200);
    }

    /** Deletes the start and the end of sessions, as the command does. */
    private static void archive(String user, SignedIn... sessions) {
        for (SignedIn session : sessions) {
            NODES.database()
                    .jdbc()
                    .update(
                            "DELETE FROM domain_event_entry WHERE aggregate_identifier = ?"
                                    + " AND convert_from(payload, 'UTF8')::json ->> 'sessionId' = ?",
                            user,
                            session.sessionId());
        }
    }

    private static String sequences(String user) {
        return String.valueOf(NODES.database()
                .jdbc()
                .queryForObject(
                        "SELECT string_agg(sequence_number::text, ',' ORDER BY sequence_number)"
                                + " FROM domain_event_entry WHERE aggregate_identifier = ?",
                        String.class,
                        user));
    }

    private static long number(String sql) {
        Long number = NODES.database().jdbc().queryForObject(sql, Long.class);
        return number == null ? -1 : number;
    }
}
