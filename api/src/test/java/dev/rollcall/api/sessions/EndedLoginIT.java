package dev.rollcall.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.command.StartSession;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.StoredEvents;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-10: a token of an ended login stays refused, whatever session the request names, even in a race. */
class EndedLoginIT {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE, ISSUER.settings());

    private static final String BOOTSTRAP = "/auth/bootstrap-session";

    private static final String UNKNOWN_SESSION = "01a1fdd5-5552-73e8-a37e-7b2db2363844";

    private final Client phone = NODE.client().on(Client.PHONE);

    @AfterAll
    static void stop() {
        NODE.close();
        ISSUER.close();
    }

    @Nested
    class ATokenOfAnEndedLogin {

        @ParameterizedTest
        @ValueSource(strings = {UNKNOWN_SESSION, "x", "", UNKNOWN_SESSION + ", " + UNKNOWN_SESSION, "01A1FDD5"})
        void isRefusedWithAnySessionId(String named) {
            String token = token("pia", "login-" + named.hashCode());
            endLogin(token);

            assertRefusedEverywhere("pia", phone.bearer(token).with("X-Session-Id", named));
        }

        @Test
        void cannotUseTheSessionOfAnotherLogin() {
            String ended = token("quentin", "a");
            Client other = phone.bearer(token("quentin", "b"));
            String session = other.post(BOOTSTRAP).text("session.sessionId");
            endLogin(ended);

            assertRefusedEverywhere("quentin", phone.bearer(ended).with("X-Session-Id", session));
            assertRefusedEverywhere("quentin", phone.bearer(ended));
            assertThat(profile(other)).isEqualTo(session);
        }

        @Test
        void staysInvalidWhenTheUserSignsInAgain() {
            String old = token("vic", "sso");
            endLogin(old);
            Instant later = Instant.now().plusSeconds(1);
            await().until(() -> Instant.now().isAfter(later));
            Client anew = phone.bearer(token("vic", "sso"));
            String session = anew.post(BOOTSTRAP).text("session.sessionId");

            assertRefusedEverywhere("vic", phone.bearer(old));
            assertRefusedEverywhere("vic", phone.bearer(old).with("X-Session-Id", session));
            assertThat(profile(anew)).isEqualTo(session);
            assertThat(anew.post(BOOTSTRAP).status()).isEqualTo(201);
            assertThat(profile(anew)).isEqualTo(session);
        }

        @Test
        void startsNoSessionIfItEndsDuringTheStart() throws Exception {
            String token = token("rosa", "a");
            HeldStart start = new HeldStart("rosa");
            CompletableFuture<Reply> held =
                    CompletableFuture.supplyAsync(() -> phone.bearer(token).post(BOOTSTRAP));
            start.awaitHeld();
            endLogin(token);
            start.release();

            Reply refused = held.get(30, TimeUnit.SECONDS);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(401);
            assertThat(refused.code()).isEqualTo("SESSION_ENDED");
            assertThat(StoredEvents.of(DATABASE, "rosa", "SessionStarted")).hasSize(1);
        }
    }

    @Nested
    class ATokenOfALiveLogin {

        @Test
        void choosesAmongTheSessionsOfItsLogin() {
            Client sam = phone.bearer(token("sam", "a"));
            String first = sam.post(BOOTSTRAP).text("session.sessionId");
            String second = sam.post(BOOTSTRAP).text("session.sessionId");

            assertThat(profile(sam.with("X-Session-Id", first))).isEqualTo(first);
            assertThat(profile(sam.with("X-Session-Id", second))).isEqualTo(second);
            assertThat(sam.with("X-Session-Id", second).post("/auth/logout").status())
                    .isEqualTo(200);
            assertThat(sam.with("X-Session-Id", second).get("/auth/profile").code())
                    .isEqualTo("SESSION_ENDED");
            assertThat(profile(sam)).isEqualTo(first);
        }

        @Test
        void replacesItsSessionAnyNumberOfTimes() {
            Client wendy = phone.bearer(token("wendy", "a"));
            wendy.post(BOOTSTRAP);
            assertThat(wendy.put("/users/wendy/security-settings", Map.of("maxSessions", 1))
                            .status())
                    .isEqualTo(200);

            for (int i = 0; i < 3; i++) {
                String session = wendy.post(BOOTSTRAP).text("session.sessionId");
                assertThat(profile(wendy)).isEqualTo(session);
            }
        }

        @Test
        void doesNotUseASessionOfAnotherLogin() {
            Client tess = phone.bearer(token("tess", "a"));
            tess.post(BOOTSTRAP);
            String other = phone.bearer(token("tess", "b")).post(BOOTSTRAP).text("session.sessionId");
            String withoutLogin = phone.start("tess").sessionId();

            for (String session : List.of(other, withoutLogin, UNKNOWN_SESSION, "x", "")) {
                Client named = tess.with("X-Session-Id", session);
                assertThat(named.get("/auth/profile").code()).isEqualTo("SESSION_REQUIRED");
                assertThat(named.get("/authorize").code()).isEqualTo("SESSION_REQUIRED");
                assertThat(named.post("/logout").code()).isEqualTo("SESSION_REQUIRED");
            }
        }

        @Test
        void endsNoSessionOfAnotherLoginOnTheSameDevice() {
            Client other = phone.bearer(token("uma", "b"));
            String session = other.post(BOOTSTRAP).text("session.sessionId");

            assertThat(phone.bearer(token("uma", "a")).post("/logout").code()).isEqualTo("SESSION_REQUIRED");
            assertThat(profile(other)).isEqualTo(session);
        }
    }

    private void endLogin(String token) {
        Client client = phone.bearer(token);
        assertThat(client.post(BOOTSTRAP).status()).isEqualTo(201);
        assertThat(client.post("/auth/logout").status()).isEqualTo(200);
    }

    private static void assertRefusedEverywhere(String user, Client client) {
        for (Reply reply : List.of(
                client.post(BOOTSTRAP),
                client.post("/users/" + user + "/sessions"),
                client.get("/auth/profile"),
                client.get("/users/" + user + "/sessions"),
                client.get("/users/" + user + "/sessions/events"),
                client.get("/authorize"),
                client.post("/authorize" + BOOTSTRAP),
                client.post("/auth/logout"),
                client.post("/logout"))) {
            assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("SESSION_ENDED");
            assertThat(reply.text("reason")).isEqualTo("LOGGED_OUT");
        }
    }

    /** Blocks the first start of a user when the command is dispatched, after the token was checked. */
    private static final class HeldStart {

        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        HeldStart(String user) {
            NODE.bean(CommandBus.class).registerDispatchInterceptor(messages -> (index, message) -> {
                if (message.getPayload() instanceof StartSession start
                        && start.userId().value().equals(user)
                        && held.getCount() > 0) {
                    held.countDown();
                    await(released);
                }
                return message;
            });
        }

        void awaitHeld() {
            await(held);
        }

        void release() {
            released.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private static String token(String user, String login) {
        return ISSUER.token(user, claims -> claims.claim("sid", login).issueTime(Date.from(Instant.now())));
    }

    private static String profile(Client client) {
        Reply reply = client.get("/auth/profile");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.text("session.sessionId");
    }
}
