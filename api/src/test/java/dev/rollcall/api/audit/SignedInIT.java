package dev.rollcall.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** C-4, S3-6: who was signed in, both right after the events and long after the sessions ended. */
class SignedInIT {

    private static final JdbcTemplate JDBC = SharedNode.database().jdbc();

    private static final Client AUDITOR =
            SharedNode.client().signIn("auditor", "audit123").client();

    private final Client client = SharedNode.client();

    @Test
    void saysWhenFromWhereAndWhyASessionEnded() {
        SignedIn device = new SignedIn(
                client,
                client.asGateway()
                        .post("/users/when/sessions", Map.of("userAgent", Client.LAPTOP, "ipAddress", "192.0.2.7")));
        device.settings(Map.of("maxSessions", 1));
        SignedIn next = client.start("when");
        Instant startedAt = Instant.parse(device.reply().text("session.startedAt"));
        Instant endedAt = Instant.parse(device.profile().text("endedAt"));

        Reply during = signedIn(startedAt, "when");
        Reply after = signedIn(endedAt, "when");

        assertThat(during.texts("sessions", "sessionId")).containsExactly(device.sessionId());
        assertThat(during.text("sessions.0.device.ipAddress")).isEqualTo("192.0.2.7");
        assertThat(during.text("sessions.0.startedAt")).isEqualTo(startedAt.toString());
        assertThat(during.text("sessions.0.startedBy.actorId")).isEqualTo("gateway");
        assertThat(during.text("sessions.0.end.endedAt")).isEqualTo(endedAt.toString());
        assertThat(during.text("sessions.0.end.reason")).isEqualTo("EVICTED_BY_LIMIT");
        assertThat(during.text("sessions.0.end.replacedBy")).isEqualTo(next.sessionId());
        assertThat(during.at("sessions.0.end.recorded").asBoolean()).isTrue();
        assertThat(signedIn(startedAt.minusMillis(1), "when").texts("sessions", "sessionId"))
                .isEmpty();
        assertThat(after.texts("sessions", "sessionId")).containsExactly(next.sessionId());
        assertThat(after.at("sessions.0.end").isNull()).isTrue();
    }

    @Test
    void saysHowManyEventsTheAnswerCovers() {
        SignedIn device = client.start("as-of");

        Reply now = signedIn(Instant.parse(device.reply().text("session.startedAt")), "as-of");
        Reply longAgo = signedIn(Instant.now().minusSeconds(60), "as-of");

        assertThat(now.at("settled").asBoolean()).isFalse();
        assertThat(longAgo.at("settled").asBoolean()).isTrue();
        assertThat(now.at("history.behind").asInt()).isZero();
        assertThat(now.at("history.processed").asLong()).isPositive();
        assertThat(Instant.parse(now.text("history.asOf")))
                .isAfterOrEqualTo(Instant.parse(device.reply().text("session.startedAt")));
    }

    @Test
    void anUnrecordedExpiryTakesEffectAtItsDueTime() {
        Instant start = Instant.parse("2026-02-01T12:00:00Z");
        UUID absolute = unrecorded(start, Duration.ofDays(9), Duration.ofHours(5));
        UUID idle = unrecorded(start, Duration.ofHours(1), Duration.ofDays(9));
        JDBC.update(
                "INSERT INTO session_activity VALUES (?, ?::timestamptz)",
                idle,
                start.plus(Duration.ofHours(1)).toString());

        assertThat(signedIn(start.plus(Duration.ofHours(2)).minusMillis(1), "unrecorded")
                        .texts("sessions", "sessionId"))
                .containsExactlyInAnyOrder(absolute.toString(), idle.toString());
        Reply later = signedIn(start.plus(Duration.ofHours(2)), "unrecorded");
        assertThat(later.texts("sessions", "sessionId")).containsExactly(absolute.toString());
        assertThat(later.text("sessions.0.end.reason")).isEqualTo("ABSOLUTE_TIMEOUT");
        assertThat(later.text("sessions.0.end.endedAt"))
                .isEqualTo(start.plus(Duration.ofHours(5)).toString());
        assertThat(later.at("sessions.0.end.recorded").asBoolean()).isFalse();
        assertThat(AUDITOR.get("/audit/sessions/" + idle).text("session.end.endedAt"))
                .isEqualTo(start.plus(Duration.ofHours(2)).toString());
        assertThat(signedIn(start.plus(Duration.ofHours(5)), "unrecorded").texts("sessions", "sessionId"))
                .isEmpty();
    }

    @Test
    void pagesStayTheSameWhileSessionsStart() {
        List<SignedIn> devices = List.of(client.start("paged"), client.start("paged"), client.start("paged"));
        Instant at = Instant.parse(devices.get(2).reply().text("session.startedAt"));

        Reply first = AUDITOR.get("/audit/sessions?userId=paged&limit=2&at=" + at);
        client.start("paged");
        Reply second = AUDITOR.get("/audit/sessions?userId=paged&limit=2&at=" + at + "&cursor=" + first.text("next"));

        assertThat(first.texts("sessions", "sessionId"))
                .containsExactly(devices.get(2).sessionId(), devices.get(1).sessionId());
        assertThat(second.texts("sessions", "sessionId"))
                .containsExactly(devices.get(0).sessionId());
        assertThat(second.text("next")).isEmpty();
    }

    @Test
    void showsTheWholeLifeOfAnEndedSession() {
        SignedIn device = client.on(Client.PHONE).signIn("june_doe", "test123");
        device.client().post("/auth/logout");

        Reply life = AUDITOR.get("/audit/sessions/" + device.sessionId());

        assertThat(life.text("session.startedAt")).isEqualTo(device.reply().text("session.startedAt"));
        assertThat(life.text("session.device.label")).contains("iPhone");
        assertThat(life.text("session.startedBy.kind")).isEqualTo("user");
        assertThat(life.text("session.end.reason")).isEqualTo("LOGGED_OUT");
        assertThat(life.text("session.end.endedAt")).isEqualTo(device.profile().text("endedAt"));
        assertThat(life.text("session.end.endedBy.actorId")).isEqualTo("june_doe");
        for (String none : List.of("nothing", "01a1fdd5-5552-73e8-a37e-7b2db2363844")) {
            assertThat(Refusal.of(() -> AUDITOR.get("/audit/sessions/" + none)).code())
                    .isEqualTo("SESSION_NOT_FOUND");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "junk",
                "2026-01-01",
                "2026-01-01T00:00:00",
                "1767225600",
                "2026-02-30T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:00Z",
                "99999-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z"
            })
    void refusesInvalidAndFutureTimes(String at) {
        Refusal.ofField("at", () -> AUDITOR.get("/audit/sessions?at=" + at));
    }

    @Test
    void refusesOtherInvalidParameters() {
        Refusal.ofField("at", () -> AUDITOR.get("/audit/sessions"));
        Refusal.ofField("userId", () -> AUDITOR.get("/audit/sessions?at=2026-01-01T00:00:00Z&userId="));
        Refusal.ofField("limit", () -> AUDITOR.get("/audit/sessions?at=2026-01-01T00:00:00Z&limit=201"));
        for (String cursor : List.of("junk", "", "_", "1_2", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z_junk")) {
            Refusal.ofField("cursor", () -> AUDITOR.get("/audit/sessions?at=2026-01-01T00:00:00Z&cursor=" + cursor));
        }
        assertThat(AUDITOR.get("/audit/sessions?at=2026-01-01T01:00:00%2B01:00").text("at"))
                .isEqualTo("2026-01-01T00:00:00Z");
    }

    private static Reply signedIn(Instant at, String user) {
        return AUDITOR.get("/audit/sessions?userId=" + user + "&at=" + at);
    }

    /** Inserts a session into the history only, so that nothing records its expiry. */
    private static UUID unrecorded(Instant start, Duration idleTimeout, Duration absoluteTimeout) {
        UUID session = new UUID(start.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | idleTimeout.toMillis());
        JDBC.update(
                """
                INSERT INTO session_history (session_id, user_id, label, started_at, started_by, bootstrap, idle_timeout_ms,
                                             expires_at)
                VALUES (?, 'unrecorded', 'x', ?::timestamptz, 'user', true, ?, ?::timestamptz)
                """,
                session,
                start.toString(),
                idleTimeout.toMillis(),
                start.plus(absoluteTimeout).toString());
        return session;
    }
}
