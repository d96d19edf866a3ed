package dev.rollcall.api.tokens.secrets;

import static dev.rollcall.api.tokens.secrets.SharedKey.REFRESH_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An old key is kept exactly as long as a session may have something that it signed. */
class SharedKeyRetirementIT {

    private final TestDatabase database = TestDatabase.create();
    private final Node node = Node.start(database);
    private final SharedKeyGenerations generations = node.bean(SharedKeyGenerations.class);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void isKeptWhileASessionFromBeforeIsLive() {
        makeOlder(node.client().start("arthur"), 49);
        rotatedHoursAgo(48);

        generations.retire();

        assertThat(generations.list(REFRESH_TOKENS)).hasSize(2);
    }

    @Test
    void isKeptWhileAnEndedSessionFromBeforeIsStillToldWhy() {
        makeOlder(node.client().start("arthur"), 49);
        database.jdbc()
                .update("WITH gone AS (DELETE FROM live_session RETURNING session_id, user_id)"
                        + " INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator)"
                        + " SELECT session_id, user_id, 'LOGOUT', now(), 'USER' FROM gone");
        rotatedHoursAgo(48);

        generations.retire();
        assertThat(generations.list(REFRESH_TOKENS)).hasSize(2);

        database.jdbc().update("DELETE FROM ended_session");
        generations.retire();
        assertThat(generations.list(REFRESH_TOKENS))
                .extracting(SharedKeyView::generation, SharedKeyView::state)
                .containsExactly(tuple(2, SharedKeyView.State.SIGNING));
    }

    @Test
    void isKeptForADayBecauseOfCookiesThatBelongToNoSession() {
        rotatedHoursAgo(24);
        generations.retire();
        assertThat(generations.list(REFRESH_TOKENS)).hasSize(2);
    }

    @Test
    void isKeptAnHourLongerBecauseOfClocksThatAreLate() {
        SignedIn session = node.client().start("arthur");
        rotatedHoursAgo(48);
        String soonAfter = makeOlder(session.sessionId(), 47);

        generations.retire();
        assertThat(generations.list(REFRESH_TOKENS)).hasSize(2);

        makeOlder(soonAfter, 46);
        generations.retire();
        assertThat(generations.list(REFRESH_TOKENS)).hasSize(1);
    }

    @Test
    void isDeletedAlthoughYoungerSessionsAreLive() {
        node.client().start("arthur");
        rotatedHoursAgo(48);

        generations.retire();

        assertThat(generations.list(REFRESH_TOKENS)).hasSize(1);
        assertThat(node.client().start("arthur").refresh().status()).isEqualTo(200);
    }

    private void rotatedHoursAgo(int hours) {
        generations.rotate(REFRESH_TOKENS);
        database.jdbc()
                .update(
                        "UPDATE shared_value SET created_at = created_at - make_interval(hours => ?)"
                                + " WHERE name = 'refresh-token-key'",
                        hours);
    }

    /** Gives the session the id that it would have if it had begun that long ago. */
    private void makeOlder(SignedIn session, int hours) {
        makeOlder(session.sessionId(), hours);
    }

    private String makeOlder(String sessionId, int hours) {
        UUID id = UUID.fromString(sessionId);
        UUID older = new UUID(
                (Instant.now().minus(hours, ChronoUnit.HOURS).toEpochMilli() << 16)
                        | (id.getMostSignificantBits() & 0xFFFF),
                id.getLeastSignificantBits());
        database.jdbc().update("UPDATE live_session SET session_id = ? WHERE session_id = ?", older, id);
        return older.toString();
    }
}
