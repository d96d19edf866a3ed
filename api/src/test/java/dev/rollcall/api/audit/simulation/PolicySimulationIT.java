package dev.rollcall.api.audit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.api.audit.PastEvents;
import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.SessionId;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** C-4: hand-made histories simulated under other policies. Each history has its own day. */
class PolicySimulationIT {

    private static final Node NODE = Node.start(TestDatabase.create());

    private static final List<PastEvents> USERS = new ArrayList<>();

    private static Client auditor = NODE.client();

    private static final Instant DAY_1 = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant DAY_2 = Instant.parse("2026-04-02T00:00:00Z");
    private static final Instant DAY_3 = Instant.parse("2026-04-03T00:00:00Z");
    private static final Instant DAY_4 = Instant.parse("2026-04-04T00:00:00Z");
    private static final Instant DAY_5 = Instant.parse("2026-04-05T00:00:00Z");
    private static final Map<String, Object> ONE = Map.of("maxSessions", 1, "whenFull", "EVICT_OLDEST");

    private static final Map<String, Object> REJECT_SECOND = Map.of("maxSessions", 1, "whenFull", "REJECT");

    /** Writes the events of all users in the order of their times. */
    @BeforeAll
    static void writeHistories() {
        threeSessionsAtOnce(DAY_1);
        evictedSession(DAY_2);
        sessionEvictedBeforeItIdles(DAY_3);
        expiredSession(DAY_4);
        sessionFromTheDayBefore(DAY_5);
        PastEvents.happen(NODE, USERS);
        auditor = NODE.client().signIn("auditor", "audit123").client();
    }

    @AfterAll
    static void stop() {
        NODE.close();
    }

    private static PastEvents user(String name) {
        USERS.add(new PastEvents(name));
        return USERS.get(USERS.size() - 1);
    }

    private static void threeSessionsAtOnce(Instant day) {
        PastEvents anne = user("what-if-anne");
        PastEvents bob = user("what-if-bob");
        SessionId first = anne.started(day.plusSeconds(1));
        anne.started(day.plusSeconds(2));
        anne.started(day.plusSeconds(3));
        anne.ended(first, day.plusSeconds(4));
        SessionId only = bob.started(day.plusSeconds(5));
        bob.ended(only, day.plusSeconds(6));
        bob.started(day.plusSeconds(7));
    }

    private static void evictedSession(Instant day) {
        PastEvents anne = user("what-if-undone");
        SessionId first = anne.started(day.plusSeconds(1));
        anne.evicted(first, null, day.plusSeconds(2));
        SessionId second = anne.started(day.plusSeconds(2));
        anne.allEnded(List.of(second), null, day.plusSeconds(3));
        anne.started(day.plusSeconds(4));
    }

    private static void sessionEvictedBeforeItIdles(Instant day) {
        PastEvents anne = user("what-if-idle");
        SessionId first = anne.started(day);
        anne.evicted(first, null, day.plusSeconds(60));
        SessionId second =
                anne.started(day.plusSeconds(60).plus(PastEvents.IDLE).minusMillis(1));
        anne.ended(second, day.plusSeconds(60).plus(PastEvents.IDLE).minusMillis(1));
        anne.started(day.plusSeconds(60).plus(PastEvents.IDLE));
    }

    private static void expiredSession(Instant day) {
        PastEvents anne = user("what-if-timeouts");
        SessionId first = anne.started(day);
        anne.expired(first, ExpiryCause.IDLE, day.plus(PastEvents.IDLE));
        SessionId second = anne.started(day.plus(Duration.ofHours(2)));
        anne.ended(second, day.plus(Duration.ofHours(3)));
    }

    private static void sessionFromTheDayBefore(Instant day) {
        PastEvents anne = user("what-if-before");
        SessionId earlier = anne.started(day.minusSeconds(10));
        anne.started(day.plusSeconds(1));
        anne.ended(earlier, day.plusSeconds(2));
    }

    @Test
    void aLimitEvictsAndATightOneRefuses() {
        Reply evicting = simulate(DAY_1, ONE);
        Reply refusing = simulate(DAY_1, REJECT_SECOND);

        assertReport(evicting, 5, 2, 0, 1);
        assertThat(evicting.text("mostAffected.0.userId")).isEqualTo("what-if-anne");
        assertThat(evicting.at("mostAffected.0.evicted").asInt()).isEqualTo(2);
        assertReport(refusing, 5, 0, 2, 1);
        assertReport(simulate(DAY_1, Map.of("maxSessions", 3, "whenFull", "REJECT")), 5, 0, 0, 0);
        assertReport(
                simulate(DAY_1, Map.of("maxSessions", 0, "whenFull", "REJECT", "maxStartsPerHour", 2)), 5, 0, 1, 1);
    }

    @Test
    void undoesEvictionsOfTheRecordedPolicy() {
        Reply same = simulate(DAY_2, ONE);

        assertReport(same, 3, 1, 0, 1);
        assertThat(same.at("recordedEvictions").asInt()).isEqualTo(1);
        assertReport(simulate(DAY_2, REJECT_SECOND), 3, 0, 1, 1);
    }

    @Test
    void anEvictedSessionStaysUntilItWouldHaveBeenIdle() {
        assertReport(simulate(DAY_3, REJECT_SECOND), 3, 0, 1, 1);
    }

    @Test
    void appliesOtherTimeoutsToSessionsThatStartInThePeriod() {
        assertReport(simulate(DAY_4, REJECT_SECOND), 2, 0, 0, 0);
        assertReport(
                simulate(DAY_4, Map.of("maxSessions", 1, "whenFull", "REJECT", "idleTimeout", "PT3H")), 2, 0, 1, 1);
        assertReport(
                simulate(
                        DAY_4,
                        Map.of(
                                "maxSessions",
                                1,
                                "whenFull",
                                "REJECT",
                                "idleTimeout",
                                "PT3H",
                                "absoluteTimeout",
                                "PT2H")),
                2,
                0,
                0,
                0);
    }

    @Test
    void countsSessionsThatStartedBeforeThePeriod() {
        assertReport(simulate(DAY_5, ONE), 1, 1, 0, 1);
        assertReport(
                simulate(DAY_5, Map.of("maxSessions", 0, "whenFull", "REJECT", "maxStartsPerHour", 1)), 1, 0, 1, 1);
        assertReport(simulate(DAY_5.plusSeconds(1), ONE), 1, 1, 0, 1);
        assertReport(simulate(DAY_5.plusMillis(1_001), ONE), 0, 0, 0, 0);
    }

    @Test
    void namesTheInvalidFieldOfAPolicy() {
        for (Map<String, Object> policy : List.<Map<String, Object>>of(
                Map.of("maxSessions", -1, "whenFull", "REJECT"), Map.of("whenFull", "REJECT"))) {
            Refusal.ofField("maxSessions", () -> simulate(DAY_5, policy));
        }
        Refusal.ofField("whenFull", () -> simulate(DAY_5, Map.of("maxSessions", 1)));
        Map<String, Object> tooShort = Map.of("maxSessions", 1, "whenFull", "REJECT", "idleTimeout", "PT0S");
        Refusal.ofField("idleTimeout", () -> simulate(DAY_5, tooShort));
    }

    private static Reply simulate(Instant day, Map<String, Object> policy) {
        return auditor.post(
                "/audit/what-if",
                Map.of(
                        "from",
                        day.toString(),
                        "to",
                        day.plus(Duration.ofHours(12)).toString(),
                        "policy",
                        policy));
    }

    private static void assertReport(Reply report, int starts, int evicted, int refused, int users) {
        assertThat(report.status()).as(report.toString()).isEqualTo(200);
        assertThat(report.at("starts").asInt()).as("starts").isEqualTo(starts);
        assertThat(report.at("evicted").asInt()).as("evicted").isEqualTo(evicted);
        assertThat(report.at("refused").asInt()).as("refused").isEqualTo(refused);
        assertThat(report.at("users").asInt()).as("users").isEqualTo(users);
    }
}
