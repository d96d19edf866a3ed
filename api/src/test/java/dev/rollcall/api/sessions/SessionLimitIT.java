package dev.rollcall.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** S0-2, S1-1, S1-2, S1-5, S1-6, S2-6: the session limit and other settings of a user. */
class SessionLimitIT {

    private final Client client = SharedNode.client();

    @Test
    void withALimitOfOneALoginSignsOutTheOtherDevice() {
        SignedIn laptop = client.start("switcher").settings(Map.of("maxSessions", 1));

        Reply phone = laptop.client().on(Client.PHONE).post(laptop.sessions());

        assertThat(phone.status()).isEqualTo(201);
        Reply told = laptop.profile();
        assertThat(told.status()).isEqualTo(401);
        assertThat(told.code()).isEqualTo("SESSION_ENDED");
        assertThat(told.text("reason")).isEqualTo("EVICTED_BY_LIMIT");
        assertThat(told.text("initiator")).isEqualTo("policy");
        assertThat(Instant.parse(told.text("endedAt"))).isEqualTo(Instant.parse(phone.text("session.startedAt")));
        assertThat(told.text("detail"))
                .startsWith("You were signed out because you signed in on Safari 17 on iPhone at ")
                .endsWith("Not you? Change your password.");
        assertThat(laptop.refresh().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
    }

    @Test
    void evictsTheOldest() {
        SignedIn first = client.start("oldest").settings(Map.of("maxSessions", 2));
        SignedIn second = client.start("oldest");
        SignedIn third = client.start("oldest");

        assertThat(first.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
        assertThat(second.profile().status()).isEqualTo(200);
        assertThat(third.profile().status()).isEqualTo(200);
    }

    @Test
    void evictsTheLeastRecentlyActive() {
        SignedIn first =
                client.start("active").settings(Map.of("maxSessions", 2, "whenFull", "EVICT_LEAST_RECENTLY_ACTIVE"));
        SignedIn second = client.start("active");
        SharedNode.database()
                .jdbc()
                .update(
                        "INSERT INTO session_activity VALUES (?::uuid, now() + interval '1 second')",
                        first.sessionId());

        SignedIn third = client.start("active");

        assertThat(first.profile().status()).isEqualTo(200);
        assertThat(second.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
        assertThat(third.profile().status()).isEqualTo(200);
    }

    @Test
    void refusesTheLoginUnderReject() {
        SignedIn device = client.start("full").settings(Map.of("maxSessions", 1, "whenFull", "REJECT"));

        Reply refused = client.asGateway().post(device.sessions());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SESSION_LIMIT_REACHED");
        assertThat(refused.at("maxSessions").asInt()).isEqualTo(1);
        assertThat(device.profile().status()).isEqualTo(200);
        device.client().post("/auth/logout");
        assertThat(client.asGateway().post(device.sessions()).status()).isEqualTo(201);
    }

    @Nested
    class ATightenedLimit {

        @Test
        void appliesFromTheNextLogin() {
            SignedIn first = client.start("tightened");
            SignedIn second = client.start("tightened");
            second.settings(Map.of("maxSessions", 1));
            assertThat(first.profile().status()).isEqualTo(200);

            SignedIn third = client.start("tightened");

            assertThat(first.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
            assertThat(second.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
            assertThat(third.profile().status()).isEqualTo(200);
        }

        @Test
        void appliesAtOnceOnRequestAndKeepsTheCurrentSession() {
            SignedIn first = client.start("at-once");
            SignedIn second = client.start("at-once");

            first.settings(Map.of("maxSessions", 1, "applyNow", true));

            assertThat(first.profile().status()).isEqualTo(200);
            assertThat(second.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
            assertThat(second.profile().text("initiator")).isEqualTo("user");
        }
    }

    @Nested
    class Settings {

        @Test
        void comeFromTheServerUntilTheUserChangesThem() {
            SignedIn device = client.start("settings");
            String path = "/users/settings/security-settings";

            Reply before = device.client().get(path);
            Reply put = device.client()
                    .put(path, Map.of("allowMultipleSessions", false, "idleTimeout", "PT1H", "maxStartsPerHour", 0));
            Reply after = device.client().get(path);

            assertThat(before.at("allowMultipleSessions").asBoolean()).isTrue();
            assertThat(before.text("idleTimeout")).isEqualTo("PT12H");
            assertThat(before.text("absoluteTimeout")).isEqualTo("PT720H");
            assertThat(before.text("whenFull")).isEqualTo("EVICT_OLDEST");
            assertThat(put.body()).isEqualTo(after.body());
            assertThat(after.at("maxSessions").asInt()).isEqualTo(1);
            assertThat(after.at("allowMultipleSessions").asBoolean(true)).isFalse();
            assertThat(after.text("idleTimeout")).isEqualTo("PT1H");
            assertThat(device.client().put(path, Map.of()).body()).isEqualTo(before.body());
        }

        @Test
        void limitHowManySessionsStartWithinAnHour() {
            SignedIn device = client.start("restless").settingsByAdministrator(Map.of("maxStartsPerHour", 3));
            client.start("restless");
            client.start("restless");

            Reply refused = client.asGateway().post(device.sessions());

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("TOO_MANY_SESSION_STARTS");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3500, 3600);
        }
    }
}
