package dev.rollcall.api.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The last events are lost, as after a partial restore from an older backup, while log and history still have them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LostEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE);

    private static final Auditor AUDITOR = Auditor.at(NODE.client());

    private static int size;

    @BeforeAll
    static void loseTheLastEvent() {
        SignedIn lost = NODE.client().start("lost");
        AUDITOR.awaitAllLogged(DATABASE);
        size = AUDITOR.size();
        await().atMost(PATIENCE)
                .until(() ->
                        number("SELECT count(*) FROM session_history WHERE session_id = '" + lost.sessionId() + "'")
                                == 1);
        DATABASE.jdbc().update("DELETE FROM domain_event_entry WHERE aggregate_identifier = 'lost'");
    }

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    @Order(1)
    void theLogStopsAndReportsIt() {
        assertThat(checkpoint().code()).isEqualTo("INTERNAL_ERROR");
        await().atMost(PATIENCE).until(() -> Meters.of(NODE.client()).value("rollcall_log_broken") == 1);
    }

    @Test
    @Order(2)
    void theHistoryDoesNotClaimToBeComplete() {
        Reply answer = AUDITOR.client().get("/audit/sessions?userId=lost&at=2026-01-01T00:00:00Z");

        assertThat(answer.at("history.asOf").isNull()).as(answer.toString()).isTrue();
    }

    @Test
    @Order(3)
    void theLogDoesNotContinueWithNewEventsThatReuseTheIndexes() {
        DATABASE.jdbc().execute("""
                SELECT setval(pg_get_serial_sequence('domain_event_entry', 'global_index'),
                              (SELECT max(global_index) FROM domain_event_entry))
                """);
        NODE.client().start("another");
        NODE.client().start("another");
        assertThat(number("SELECT max(global_index) FROM domain_event_entry"))
                .isGreaterThan(number("SELECT last_global_index FROM transparency_log_head"));

        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> number("SELECT size FROM transparency_log_head") == size
                        && Meters.of(NODE.client()).value("rollcall_log_broken") == 1);
        assertThat(checkpoint().code()).isEqualTo("INTERNAL_ERROR");
    }

    private static Reply checkpoint() {
        return AUDITOR.client().get("/audit/checkpoint");
    }

    private static int number(String query) {
        return Objects.requireNonNull(DATABASE.jdbc().queryForObject(query, Integer.class));
    }
}
