package dev.rollcall.api.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TwoNodes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S2-8: the counters of two nodes add up to what happened. */
class MetersOfTwoNodesIT {

    private static final int STARTS = 60;

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes();

    @Test
    void countsRetriedCommandsOnce() {
        double bootstraps = sum("rollcall_session_bootstraps_total");
        NODES.one().client().start("racing").settings(Map.of("maxSessions", 1));

        AtOnce.call(
                STARTS,
                number -> start(
                        number % 2 == 0 ? NODES.one().client() : NODES.other().client()));

        assertThat(sum("rollcall_session_starts_total{how=\"trusted_client\",outcome=\"started\"}"))
                .isEqualTo(STARTS + 1);
        assertThat(sum("rollcall_sessions_ended_total{reason=\"EVICTED_BY_LIMIT\"}"))
                .isEqualTo(STARTS);
        assertThat(sum("rollcall_session_bootstraps_total")).isEqualTo(bootstraps + 1);
    }

    @Test
    void doesNotCountRolledBackEvents() {
        NODES.database().jdbc().execute("""
                CREATE FUNCTION doom() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''doomed''; END';
                CREATE CONSTRAINT TRIGGER doom AFTER INSERT ON live_session DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (NEW.user_id = 'doomed') EXECUTE FUNCTION doom()
                """);
        double bootstraps = sum("rollcall_session_bootstraps_total");

        Reply reply = NODES.one().client().asGateway().post("/users/doomed/sessions", Map.of());

        assertThat(reply.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
        assertThat(sum("rollcall_session_bootstraps_total")).isEqualTo(bootstraps);
        assertThat(sum("rollcall_session_starts_total{how=\"trusted_client\",outcome=\"SESSION_STATE_UNAVAILABLE\"}"))
                .isEqualTo(1);
    }

    private static Reply start(Client client) {
        Reply reply = client.asGateway().post("/users/racing/sessions", Map.of());
        assertThat(reply.status()).isEqualTo(201);
        return reply;
    }

    private static double sum(String series) {
        return Meters.of(NODES.one().client()).value(series)
                + Meters.of(NODES.other().client()).value(series);
    }
}
