package dev.rollcall.api.audit.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C-4, S4-5: the timeline of a user, and the events of all users. */
class TimelineIT {

    private static final Client AUDITOR =
            SharedNode.client().signIn("auditor", "audit123").client();

    private final Client client = SharedNode.client();

    @Test
    void showsEverythingInOrderWithASummary() {
        SignedIn laptop = client.on(Client.LAPTOP).start("timeline");
        laptop.settings(Map.of("maxSessions", 2));
        SignedIn second = client.start("timeline");
        client.start("timeline");
        second.client().post("/auth/logout-all");

        Reply timeline = AUDITOR.get("/audit/users/timeline/timeline");

        assertThat(timeline.texts("entries", "type"))
                .containsExactly(
                        "SessionStarted",
                        "SecuritySettingsChanged",
                        "SessionStarted",
                        "SessionEvicted",
                        "SessionStarted",
                        "AllSessionsTerminated");
        assertThat(timeline.at("entries")
                        .valueStream()
                        .map(entry -> entry.path("sequence").asInt()))
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(timeline.text("entries.0.summary"))
                .isEqualTo("Signed in on Unknown device, started by the client gateway; no other session was live.");
        assertThat(timeline.text("entries.1.settings.maxSessions")).isEqualTo("2");
        assertThat(timeline.text("entries.1.summary"))
                .isEqualTo("The security settings were changed, by the user timeline.");
        assertThat(timeline.text("entries.3.reason")).isEqualTo("EVICTED_BY_LIMIT");
        assertThat(timeline.text("entries.3.initiator.kind")).isEqualTo("policy");
        assertThat(timeline.text("entries.3.sessions.0.sessionId")).isEqualTo(laptop.sessionId());
        assertThat(timeline.text("entries.3.sessions.0.label")).isEqualTo(timeline.text("entries.0.sessions.0.label"));
        assertThat(timeline.texts("entries.5.sessions", "sessionId")).hasSize(2).contains(second.sessionId());
        assertThat(timeline.text("entries.5.summary")).startsWith("Signed out everywhere, by the user timeline: ");
        assertThat(Instant.parse(timeline.text("entries.0.at")))
                .isEqualTo(laptop.reply().text("session.startedAt"));
    }

    @Test
    void pagesContinueWhereTheyEndedAndKnowDevicesFromEarlierPages() {
        SignedIn device = client.signIn("john_roe", "test123");
        device.client().post("/auth/logout");
        List<String> types = new ArrayList<>();
        String address = "";
        String next = "";
        do {
            Reply page =
                    AUDITOR.get("/audit/users/john_roe/timeline?limit=1" + (next.isEmpty() ? "" : "&cursor=" + next));
            types.addAll(page.texts("entries", "type"));
            address = page.text("entries.0.sessions.0.ipAddress");
            next = page.text("next");
        } while (!next.isEmpty());

        assertThat(types).endsWith("SessionStarted", "SessionTerminated");
        assertThat(address).isEqualTo("127.0.0.1");
    }

    @Test
    void refusesUsersWithoutEvents() {
        for (String user : List.of("never-was", "%20", "x".repeat(300))) {
            assertThat(Refusal.of(() -> AUDITOR.get("/audit/users/" + user + "/timeline"))
                            .code())
                    .isEqualTo("USER_NOT_FOUND");
        }
        Refusal.ofField("cursor", () -> AUDITOR.get("/audit/users/never-was/timeline?cursor=x"));
    }

    @Test
    void findsEventsByUserTypeAndTime() {
        SignedIn device = client.start("events");
        client.start("events");
        device.client().post("/auth/logout-all");
        String of = "/audit/events?userId=events";
        Reply all = AUDITOR.get(of);
        String recordedAt = all.text("events.1.recordedAt");

        assertThat(all.texts("events", "type"))
                .containsExactly("SessionStarted", "SessionStarted", "AllSessionsTerminated");
        assertThat(all.text("events.0.payload.sessionId")).isEqualTo(device.sessionId());
        assertThat(all.text("events.0.userId")).isEqualTo("events");
        assertThat(AUDITOR.get(of + "&type=SessionStarted").texts("events", "sequence"))
                .containsExactly("0", "1");
        assertThat(AUDITOR.get(of + "&from=" + recordedAt).texts("events", "sequence"))
                .containsExactly("1", "2");
        assertThat(AUDITOR.get(of + "&to=" + recordedAt).texts("events", "sequence"))
                .containsExactly("0");
        assertThat(AUDITOR.get("/audit/events?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")
                        .texts("events", "type"))
                .isEmpty();
        Reply first = AUDITOR.get(of + "&limit=2");
        assertThat(AUDITOR.get(of + "&limit=2&cursor=" + first.text("next")).texts("events", "eventId"))
                .containsExactly(all.text("events.2.eventId"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userId=",
                "type=Nothing",
                "type=",
                "type=dev.rollcall.event.SessionStarted",
                "from=x",
                "to=2026-01-01",
                "cursor=-1",
                "cursor=x",
                "limit=0"
            })
    void namesTheInvalidFilter(String parameter) {
        Refusal.ofField(parameter.replaceFirst("=.*", ""), () -> AUDITOR.get("/audit/events?" + parameter));
    }

    @Test
    void refusesAPeriodThatEndsBeforeItBegins() {
        Refusal.ofField("to", () -> AUDITOR.get("/audit/events?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"));
    }
}
