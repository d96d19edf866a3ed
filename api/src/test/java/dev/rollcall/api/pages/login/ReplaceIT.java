package dev.rollcall.api.pages.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** S1-2: signing in when the user's own limit refuses it. */
class ReplaceIT {

    private static final Node NODE =
            Node.start(TestDatabase.create(), "rollcall.sessions.max-sessions=2", "rollcall.sessions.when-full=REJECT");

    private static final String PASSWORD = "correct horse";

    private final Visitor visitor = new Visitor(NODE.client().on(Client.LAPTOP));

    @AfterAll
    static void stop() {
        NODE.close();
    }

    private static SignedIn user(String name) {
        SignedIn admin = NODE.client().signIn("admin", "admin123");
        admin.client().post("/users", Map.of("userName", name, "password", PASSWORD));
        admin.client().post("/auth/logout");
        return NODE.client().on(Client.PHONE).signIn(name, PASSWORD);
    }

    private static SignedIn tablet(String name) {
        return NODE.client()
                .on("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0")
                .signIn(name, PASSWORD);
    }

    @Test
    void letsUsersChooseTheDeviceToSignOut() {
        SignedIn phone = user("chooses");
        SignedIn tablet = tablet("chooses");

        Visitor.Page choice = visitor.login("chooses", PASSWORD);

        assertThat(choice.status()).isEqualTo(409);
        assertThat(choice.text("h1")).isEqualTo("Which device should be signed out?");
        assertThat(choice.texts("main button"))
                .containsExactly(
                        "Sign out Firefox 130 on Linux and continue", "Sign out Safari 17 on iPhone and continue");
        assertThat(choice.setCookie("rollcall")).isEmpty();
        assertThat(choice.setCookie("rollcall-proof"))
                .matches("rollcall-proof=rp1\\..+; Path=/; Max-Age=300; Expires=.+; HttpOnly; SameSite=Lax")
                .doesNotContain(PASSWORD);
        assertThat(visitor.get("/login/replace").texts("main button")).hasSize(2);
        assertThat(visitor.get("/sessions").location()).isEqualTo("/login");

        Visitor.Page done =
                visitor.post("/login/replace", Map.of("session", phone.sessionId(), "to", "/sessions/settings"));

        assertThat(done.location()).isEqualTo("/sessions/settings");
        assertThat(phone.profile().text("reason")).isEqualTo("TERMINATED_BY_USER");
        assertThat(tablet.profile().status()).isEqualTo(200);
        assertThat(visitor.get("/sessions").texts(".device h3"))
                .containsExactly("Chrome 139 on macOS", "Firefox 130 on Linux");
        assertThat(visitor.get("/login/replace").status()).isEqualTo(403);
    }

    @Test
    void asksAgainIfAnotherSessionTookThePlace() {
        SignedIn phone = user("too-late");
        SignedIn tablet = tablet("too-late");
        visitor.login("too-late", PASSWORD);
        phone.client().post("/auth/logout");
        SignedIn other = tablet("too-late");

        Visitor.Page again = visitor.post("/login/replace", Map.of("session", phone.sessionId()));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("[role=alert]")).startsWith("That device was already signed out, and another one");
        assertThat(again.html().select("main button").eachAttr("value"))
                .containsExactly(other.sessionId(), tablet.sessionId());
        assertThat(tablet.profile().status()).isEqualTo(200);
        assertThat(other.profile().status()).isEqualTo(200);
        assertThat(again.setCookie("rollcall")).isEmpty();
    }

    @Test
    void endsNothingIfThereIsRoomMeanwhile() {
        SignedIn phone = user("room-again");
        SignedIn tablet = tablet("room-again");
        visitor.login("room-again", PASSWORD);
        phone.client().post("/auth/logout");

        assertThat(visitor.post("/login/replace", Map.of("session", phone.sessionId()))
                        .location())
                .isEqualTo("/sessions");

        assertThat(tablet.profile().status()).isEqualTo(200);
    }

    @Test
    void endsMoreThanOneUnderATightenedLimit() {
        SignedIn phone = user("tightened-meanwhile");
        SignedIn tablet = tablet("tightened-meanwhile").settings(Map.of("maxSessions", 1));
        visitor.login("tightened-meanwhile", PASSWORD);

        Visitor.Page again = visitor.post("/login/replace", Map.of("session", phone.sessionId()));
        assertThat(again.text("[role=alert]")).startsWith("That device was signed out, but you are still");
        assertThat(phone.profile().text("reason")).isEqualTo("TERMINATED_BY_USER");
        assertThat(tablet.profile().status()).isEqualTo(200);

        assertThat(visitor.post("/login/replace", Map.of("session", tablet.sessionId()))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void endsNoSessionsOfOtherUsers() {
        SignedIn foreign = user("foreign");
        user("chooses-foreign");
        tablet("chooses-foreign");
        visitor.login("chooses-foreign", PASSWORD);

        for (String id : List.of(foreign.sessionId(), "01a1fdd5-5552-73e8-a37e-7b2db2363844")) {
            assertThat(visitor.post("/login/replace", Map.of("session", id)).status())
                    .isEqualTo(409);
        }
        for (String id : List.of("", "x", "x".repeat(300))) {
            assertThat(visitor.post("/login/replace", Map.of("session", id)).status())
                    .isEqualTo(400);
        }
        assertThat(visitor.post("/login/replace", Map.of()).status()).isEqualTo(400);
        assertThat(foreign.profile().status()).isEqualTo(200);
    }

    @Test
    void doesNothingWithoutAProof() {
        SignedIn phone = user("no-proof");
        tablet("no-proof");
        Map<String, String> choice = Map.of("session", phone.sessionId());
        visitor.get("/login");

        Visitor.Page none = visitor.post("/login/replace", choice);
        visitor.login("no-proof", PASSWORD);
        String proof = String.valueOf(visitor.cookie("rollcall-proof"));
        Visitor.Page forged = visitor.cookie("rollcall-proof", proof.replaceFirst("\\.[0-9]+\\.", ".9999999999999."))
                .post("/login/replace", choice);
        Visitor.Page noToken = visitor.cookie("rollcall-proof", proof).postWithoutToken("/login/replace", choice);
        Visitor.Page asSession = visitor.cookie("rollcall", proof).get("/sessions");

        for (Visitor.Page page : List.of(none, forged)) {
            assertThat(page.status()).isEqualTo(403);
            assertThat(page.text("[role=alert]")).isEqualTo("Too much time has passed. Sign in again.");
        }
        assertThat(noToken.status()).isEqualTo(403);
        assertThat(asSession.location()).isEqualTo("/login");
        assertThat(phone.profile().status()).isEqualTo(200);
    }

    @Test
    void aProofIsValidOnlyForThePasswordThatWasEntered() {
        SignedIn phone = user("new-password");
        tablet("new-password");
        visitor.login("new-password", PASSWORD);
        phone.client()
                .put(
                        "/auth/password",
                        Map.of(
                                "currentPassword",
                                PASSWORD,
                                "newPassword",
                                "another correct horse",
                                "endOtherSessions",
                                false));

        Visitor.Page page = visitor.post("/login/replace", Map.of("session", phone.sessionId()));

        assertThat(page.status()).isEqualTo(403);
        assertThat(phone.profile().status()).isEqualTo(200);
    }

    @Test
    void theBrowsersOwnSessionMakesRoomWithoutAChoice() {
        user("own-room");
        assertThat(visitor.login("own-room", PASSWORD).status()).isEqualTo(303);
        String first = visitor.sessionId();

        Visitor.Page second = visitor.post("/login", Map.of("userName", "own-room", "password", PASSWORD));

        assertThat(second.status()).isEqualTo(303);
        assertThat(visitor.sessionId()).isNotEqualTo(first);
    }
}
