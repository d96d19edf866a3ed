package dev.rollcall.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** S0-1, S0-3, S0-4, S0-5, S4-1, S4-4: a user's sessions over HTTP. */
class SessionsIT {

    private final Client client = SharedNode.client();

    @Nested
    class Starting {

        @Test
        void aSignedInDeviceMayStartAnother() {
            SignedIn first = client.start("several");

            Reply second = first.client().on(Client.PHONE).post(first.sessions(), Map.of("deviceLabel", "My phone"));

            assertThat(second.status()).isEqualTo(201);
            assertThat(second.header("Location")).isEqualTo(first.sessions() + "/" + second.text("session.sessionId"));
            assertThat(second.text("session.device.label")).isEqualTo("My phone");
            assertThat(first.reply().at("session.bootstrap").asBoolean()).isTrue();
            assertThat(second.at("session.bootstrap").asBoolean()).isFalse();
        }

        @Test
        void aTrustedClientDescribesTheDevice() {
            Reply reply = client.asGateway()
                    .post(
                            "/users/elsewhere-known/sessions",
                            Map.of("userAgent", Client.PHONE, "ipAddress", "192.0.2.7"));

            assertThat(reply.text("session.device.label")).isEqualTo("Safari 17 on iPhone");
            assertThat(reply.text("session.device.ipAddress")).isEqualTo("192.0.2.7");
        }

        @Test
        void nobodyElseMayDescribeTheDevice() {
            SignedIn device = client.start("pretender");

            Reply reply = device.client().post(device.sessions(), Map.of("ipAddress", "192.0.2.7"));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text("field")).isEqualTo("ipAddress");
        }

        @Test
        void aWrongClientSecretIsRefused() {
            Reply reply =
                    client.with("Authorization", "Basic Z2F0ZXdheTp3cm9uZw==").post("/users/x/sessions");

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("INVALID_CLIENT");
            assertThat(reply.header("WWW-Authenticate")).startsWith("Basic");
        }
    }

    @Nested
    class Listing {

        @Test
        void showsLiveSessionsNewestFirstWithTheCurrentOneMarked() {
            SignedIn one = client.start("lister");
            SignedIn two = client.start("lister");
            SignedIn three = client.start("lister");
            three.client().post("/auth/logout");

            Reply list = one.client().get(one.sessions());

            assertThat(list.texts("sessions", "sessionId")).containsExactly(two.sessionId(), one.sessionId());
            assertThat(list.texts("sessions", "current")).containsExactly("false", "true");
            assertThat(list.body().has("next")).isFalse();
            assertThat(one.client().get("/auth/sessions").body()).isEqualTo(list.body());
        }

        @Test
        void pagesThroughAnyNumberWithoutRepeatingOrLosingOne() {
            List<String> started = new ArrayList<>();
            SignedIn device = client.start("collector");
            started.add(device.sessionId());
            for (int i = 0; i < 24; i++) {
                started.add(client.start("collector").sessionId());
            }
            Collections.reverse(started);

            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                Reply page = device.client().get(device.sessions() + "?limit=10" + cursor);
                seen.addAll(page.texts("sessions", "sessionId"));
                cursor = page.text("next").isEmpty() ? "" : "&cursor=" + page.text("next");
            } while (!cursor.isEmpty());

            assertThat(seen).isEqualTo(started);
        }

        @Test
        void oneSessionCanBeRead() {
            SignedIn one = client.start("reader");
            SignedIn two = client.start("reader");

            Reply reply = one.client().get(one.sessions() + "/" + two.sessionId());

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text("sessionId")).isEqualTo(two.sessionId());
            assertThat(reply.at("current").asBoolean()).isFalse();
        }
    }

    @Nested
    class Ending {

        @Test
        void removesASessionFromTheListForGood() {
            SignedIn here = client.start("ender");
            SignedIn there = client.start("ender");
            String path = here.sessions() + "/" + there.sessionId();

            assertThat(here.client().delete(path).status()).isEqualTo(204);

            assertThat(here.client().get(path).code()).isEqualTo("SESSION_NOT_FOUND");
            assertThat(here.client().delete(path).code()).isEqualTo("SESSION_NOT_FOUND");
            assertThat(here.client().get(here.sessions()).texts("sessions", "sessionId"))
                    .containsExactly(here.sessionId());
            assertThat(there.profile().text("reason")).isEqualTo("TERMINATED_BY_USER");
        }

        @Test
        void refusesTheCurrentSession() {
            SignedIn here = client.start("protected");

            Reply reply = here.client().delete(here.sessions() + "/" + here.sessionId());

            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.code()).isEqualTo("CURRENT_SESSION_PROTECTED");
            assertThat(here.profile().status()).isEqualTo(200);
        }

        @Test
        void endsAllOthersOrAll() {
            SignedIn here = client.start("clean-slate");
            SignedIn there = client.start("clean-slate");

            assertThat(here.client().delete(here.sessions() + "?except=current").texts("sessionIds"))
                    .containsExactly(there.sessionId());
            assertThat(here.client().delete(here.sessions()).texts("sessionIds"))
                    .containsExactly(here.sessionId());
            assertThat(here.profile().text("reason")).isEqualTo("LOGGED_OUT_EVERYWHERE");
        }
    }
}
