package dev.rollcall.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S1-10: a disabled or removed user has no session left, even one that was being started at the same moment. */
class StatusIT {

    private static final String PASSWORD = "correct horse";

    private static final int LOGINS = 12;

    /** As long as a node may take to hear of an end (ADR 0011). */
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(1);

    private final Client one = SharedNode.client();
    private final Client other = SharedNode.other().client();
    private final Client admin = one.signIn("admin", "admin123").client();

    @Test
    void disablingEndsAllSessionsAtOnceAndEnablingStartsNone() {
        createUser("blocked");
        SignedIn here = one.signIn("blocked", PASSWORD);
        SignedIn there = other.signIn("blocked", PASSWORD);

        Reply disabled = setStatus("blocked", "DISABLED");

        assertThat(disabled.status()).isEqualTo(200);
        assertThat(disabled.text("status")).isEqualTo("DISABLED");
        assertThat(disabled.text("role")).isEqualTo("USER");
        assertThat(disabled.texts("sessionIds")).containsExactly(here.sessionId(), there.sessionId());
        assertThat(here.profile().text("reason")).isEqualTo("TERMINATED_BY_ADMIN");
        assertThat(here.profile().text("initiator")).isEqualTo("admin");
        assertThat(one.login("blocked", PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(other.asGateway().post("/users/blocked/sessions").code()).isEqualTo("ACCOUNT_DISABLED");

        assertThat(setStatus("blocked", "ACTIVE").texts("sessionIds")).isEmpty();
        assertThat(other.signIn("blocked", PASSWORD).profile().status()).isEqualTo(200);
    }

    /** Each node keeps the role behind a cookie for a minute, but not beyond the end of the session. */
    @Test
    void theCookieOfADisabledUserOpensNoPageOnAnyNode() {
        createUser("blocked-in-browser");
        Visitor here = new Visitor(one).signIn("blocked-in-browser", PASSWORD);
        Visitor there = new Visitor(other).signIn("blocked-in-browser", PASSWORD);
        assertThat(here.get("/sessions").status()).isEqualTo(200);
        assertThat(there.get("/sessions").status()).isEqualTo(200);

        setStatus("blocked-in-browser", "DISABLED");

        assertThat(here.get("/sessions").location()).startsWith("/login");
        await().atMost(ENDED_WITHIN).until(() -> there.get("/sessions").status() != 200);
        setStatus("blocked-in-browser", "ACTIVE");
        assertThat(here.get("/sessions").location()).startsWith("/login");
        assertThat(there.get("/sessions").location()).startsWith("/login");
    }

    private enum Start {
        LOGIN((user, device) -> device.anonymous().login(user, PASSWORD)),
        ANOTHER((user, device) -> device.client().post("/users/" + user + "/sessions")),
        GATEWAY((user, device) -> device.anonymous().asGateway().post("/users/" + user + "/sessions"));

        final BiFunction<String, SignedIn, Reply> call;

        Start(BiFunction<String, SignedIn, Reply> call) {
            this.call = call;
        }
    }

    @ParameterizedTest
    @EnumSource
    void noConcurrentStartSurvivesTheDisabling(Start start) {
        for (int round = 0; round < 6; round++) {
            String user = "disabled-" + start + round;
            race(user, start, administrator -> setStatus(user, "DISABLED"));

            assertNoneLeft(user);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGIN", "ANOTHER"})
    void noConcurrentStartOfTheUserSurvivesTheRemoval(Start start) {
        for (int round = 0; round < 6; round++) {
            String user = "removed-" + start + round;
            race(user, start, administrator -> administrator.delete("/users/" + user));

            assertNoneLeft(user);
        }
    }

    @Test
    void noSessionStartedByAnEndedOneSurvivesTheLogoutEverywhere() {
        for (int round = 0; round < 6; round++) {
            String user = "everywhere-" + round;
            race(user, Start.ANOTHER, administrator -> administrator.delete("/users/" + user + "/sessions"));

            assertNoneLeft(user);
        }
    }

    @Test
    void noConcurrentLoginWithTheOldPasswordSurvivesItsChange() {
        for (int round = 0; round < 6; round++) {
            String user = "changed-" + round;
            createUser(user);
            SignedIn owner = one.signIn(user, PASSWORD);
            List<Reply> replies = AtOnce.call(
                    LOGINS,
                    number -> number == 4
                            ? owner.client()
                                    .put(
                                            "/auth/password",
                                            Map.of("currentPassword", PASSWORD, "newPassword", "battery staple"))
                            : (number % 2 == 0 ? one : other).login(user, PASSWORD));

            assertThat(replies.get(4).status()).isEqualTo(200);
            assertThat(admin.get("/users/" + user + "/sessions").texts("sessions", "sessionId"))
                    .containsExactly(owner.sessionId());
        }
    }

    @Test
    void aNameBelongsToAnAccountOrToAProvidersUserButNotToBoth() {
        for (int round = 0; round < 20; round++) {
            String user = "claimed-" + round;
            List<Reply> replies = AtOnce.call(
                    4,
                    number -> number == 0
                            ? admin.post("/users", Map.of("userName", user, "password", PASSWORD))
                            : (number == 1 ? one : other).asGateway().post("/users/" + user + "/sessions"));

            boolean made = replies.get(0).status() == 201;
            boolean inherits = made
                    && replies.subList(1, 4).stream()
                            .anyMatch(reply -> reply.at("session.startedAt").isString()
                                    && Instant.parse(reply.text("session.startedAt"))
                                            .isBefore(
                                                    Instant.parse(replies.get(0).text("createdAt"))));
            assertThat(inherits).isFalse();
        }
    }

    @Test
    void administratorsCannotDisableThemselves() {
        assertThat(setStatus("admin", "DISABLED").code()).isEqualTo("CURRENT_ACCOUNT_PROTECTED");
        assertThat(setStatus("admin", "ACTIVE").status()).isEqualTo(200);
        assertThat(setStatus("nobody", "DISABLED").code()).isEqualTo("USER_NOT_FOUND");
        one.start("status-less");
        assertThat(setStatus("status-less", "DISABLED").code()).isEqualTo("USER_NOT_FOUND");
    }

    private void race(String user, Start start, Function<Client, Reply> end) {
        createUser(user);
        SignedIn here = one.signIn(user, PASSWORD);
        SignedIn there = new SignedIn(other, here.reply());
        List<Reply> replies = AtOnce.call(
                LOGINS,
                number -> number == 4 ? end.apply(admin) : start.call.apply(user, number % 2 == 0 ? here : there));
        assertThat(replies.get(4).status()).isBetween(200, 204);
        assertThat(replies)
                .extracting(Reply::status)
                .as("refused, but never failed")
                .allMatch(status -> status < 500);
    }

    private void assertNoneLeft(String user) {
        assertThat(admin.get("/users/" + user + "/sessions").texts("sessions", "sessionId"))
                .isEmpty();
    }

    private Reply setStatus(String user, String status) {
        return admin.put("/users/" + user + "/status", Map.of("status", status));
    }

    private void createUser(String user) {
        assertThat(admin.post("/users", Map.of("userName", user, "password", PASSWORD))
                        .status())
                .isEqualTo(201);
    }
}
