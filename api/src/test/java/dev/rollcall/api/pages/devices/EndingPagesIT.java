package dev.rollcall.api.pages.devices;

import static dev.rollcall.api.pages.devices.SessionsPageIT.phone;
import static dev.rollcall.api.pages.devices.SessionsPageIT.visitor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-7, S4-4: signing out on pages, here and elsewhere. */
class EndingPagesIT {

    @Nested
    class EndingOne {

        @Test
        void asksForConfirmationAndReportsTheEnd() {
            Visitor visitor = visitor("ends-one");
            SignedIn phone = phone("ends-one");
            String path = "/sessions/" + phone.sessionId() + "/end";

            Visitor.Page confirm = visitor.get(path);
            assertThat(confirm.text("h1")).isEqualTo("Sign out Safari 17 on iPhone?");
            assertThat(confirm.texts("main button")).containsExactly("Yes, sign out Safari 17 on iPhone");
            assertThat(phone.profile().status()).isEqualTo(200);
            Visitor.Page done = visitor.post(path, Map.of());

            assertThat(done.status()).isEqualTo(303);
            assertThat(done.location()).isEqualTo("/sessions");
            assertThat(phone.profile().text("reason")).isEqualTo("TERMINATED_BY_USER");
            Visitor.Page after = visitor.get("/sessions");
            assertThat(after.text("#told")).isEqualTo("Safari 17 on iPhone was signed out.");
            assertThat(after.texts(".device h3")).containsExactly("Chrome 139 on macOS");
            assertThat(visitor.get("/sessions").html().select("#told .notice")).isEmpty();
        }

        @Test
        void answersScriptsWithTheNewList() {
            Visitor visitor = visitor("ends-in-place");
            SignedIn phone = phone("ends-in-place");
            SignedIn other = phone("ends-in-place");
            visitor.get("/sessions");

            Visitor.Page list = visitor.with("HX-Request", "true")
                    .post("/sessions/" + phone.sessionId() + "/end", Map.of("_csrf", visitor.token()));

            assertThat(list.status()).isEqualTo(200);
            assertThat(list.html().select("h1")).isEmpty();
            assertThat(list.text("[hx-swap-oob='innerHTML:#told']")).isEqualTo("Safari 17 on iPhone was signed out.");
            assertThat(list.text("[hx-swap-oob='innerHTML:#used']")).isEqualTo("2 devices are signed in.");
            assertThat(list.html().select("#device-" + phone.sessionId())).isEmpty();
            assertThat(list.html().select("#device-" + other.sessionId())).hasSize(1);
            assertThat(phone.profile().text("reason")).isEqualTo("TERMINATED_BY_USER");
            assertThat(visitor.get("/sessions").html().select("#told .notice")).isEmpty();
        }

        @Test
        void acceptsAFormThatWasOpenedBeforeAnotherPage() {
            Visitor visitor = visitor("two-tabs-open");
            SignedIn phone = phone("two-tabs-open");
            Visitor.Page tab = visitor.get("/sessions/" + phone.sessionId() + "/end");
            String token = tab.html().select("main input[name=_csrf]").attr("value");
            visitor.get("/sessions");
            visitor.get("/sessions/settings");

            Visitor.Page done = visitor.post("/sessions/" + phone.sessionId() + "/end", Map.of("_csrf", token));

            assertThat(done.status()).isEqualTo(303);
        }

        @Test
        void refusesTheCurrentSession() {
            Visitor visitor = visitor("ends-itself");
            String path = "/sessions/" + visitor.sessionId() + "/end";
            visitor.get("/sessions");

            for (Visitor.Page page : new Visitor.Page[] {visitor.get(path), visitor.post(path, Map.of())}) {
                assertThat(page.status()).isEqualTo(409);
                assertThat(page.text("h1")).isEqualTo("This is the device that you are using");
            }
            assertThat(visitor.get("/sessions").status()).isEqualTo(200);
        }

        @Test
        void refusesForeignUnknownAndEndedSessionsAlike() {
            Visitor visitor = visitor("ends-foreign");
            SignedIn foreign = SharedNode.client().signIn("john_roe", "test123");
            SignedIn over = phone("ends-foreign");
            over.client().post("/auth/logout");
            visitor.get("/sessions");

            for (String id : new String[] {
                foreign.sessionId(), over.sessionId(), "01a1fdd5-5552-73e8-a37e-7b2db2363844", "x", "x".repeat(300)
            }) {
                Visitor.Page page = visitor.post("/sessions/" + id + "/end", Map.of());
                assertThat(page.status()).isEqualTo(404);
                assertThat(page.text("h1")).isEqualTo("This device is not signed in");
                assertThat(visitor.get("/sessions/" + id + "/end").status()).isEqualTo(404);
            }
            assertThat(foreign.profile().status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "AAAA"})
        void refusesFormsWithoutTheirToken(String token) {
            Visitor visitor = visitor("ends-by-foreign-site");
            SignedIn phone = phone("ends-by-foreign-site");
            visitor.get("/sessions");

            for (String path : new String[] {
                "/sessions/" + phone.sessionId() + "/end",
                "/sessions/leave",
                "/sessions/end-others",
                "/sessions/end-everywhere",
                "/sessions/settings",
                "/sessions/password"
            }) {
                Visitor.Page page = visitor.postWithoutToken(path, Map.of("_csrf", token));
                assertThat(page.status()).as(path).isEqualTo(403);
                assertThat(page.text("h1")).isEqualTo("This form is too old");
            }
            assertThat(phone.profile().status()).isEqualTo(200);
            assertThat(visitor.get("/sessions").status()).isEqualTo(200);
        }
    }

    @Nested
    class SigningOut {

        @Test
        void endsThisSessionAndSaysSo() {
            Visitor visitor = visitor("leaves");
            SignedIn phone = phone("leaves");
            visitor.get("/sessions");

            Visitor.Page left = visitor.post("/sessions/leave", Map.of());

            assertThat(left.location()).isEqualTo("/login");
            Visitor.Page login = visitor.get("/login");
            assertThat(login.text("[role=status]")).isEqualTo("You signed out.");
            assertThat(login.setCookie("rollcall")).contains("Max-Age=0");
            assertThat(visitor.get("/login").html().select("[role=status]")).isEmpty();
            assertThat(phone.profile().status()).isEqualTo(200);
        }

        @Test
        void everywhereElseKeepsThisOne() {
            Visitor visitor = visitor("ends-others");
            SignedIn phone = phone("ends-others");
            assertThat(visitor.get("/sessions/end-others").text("h1")).isEqualTo("Sign out all other devices?");

            visitor.post("/sessions/end-others", Map.of());

            assertThat(phone.profile().text("reason")).isEqualTo("LOGGED_OUT_OTHERS");
            assertThat(visitor.get("/sessions").text(".notice")).startsWith("One other device was signed out.");
            visitor.post("/sessions/end-others", Map.of());
            assertThat(visitor.get("/sessions").text(".notice")).startsWith("No other device was signed in.");
        }

        @Test
        void everywhereEndsAll() {
            Visitor visitor = visitor("ends-all");
            SignedIn phone = phone("ends-all");
            assertThat(visitor.get("/sessions/end-everywhere").text("h1")).isEqualTo("Sign out everywhere?");

            assertThat(visitor.post("/sessions/end-everywhere", Map.of()).location())
                    .isEqualTo("/login");

            assertThat(phone.profile().text("reason")).isEqualTo("LOGGED_OUT_EVERYWHERE");
            assertThat(visitor.get("/login").text("[role=alert]"))
                    .isEqualTo("You were signed out because you signed out everywhere.");
        }
    }
}
