package dev.rollcall.api.pages.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The login page, without scripts. */
class LoginPageIT {

    private static final SignedIn ADMIN = SharedNode.client().signIn("admin", "admin123");

    private final Visitor visitor = new Visitor(SharedNode.client().on(Client.LAPTOP));

    static void user(String name) {
        ADMIN.client().post("/users", Map.of("userName", name, "password", "correct horse"));
    }

    @Nested
    class TheForm {

        @Test
        void asksForUserNameAndPassword() {
            Visitor.Page page = visitor.get("/login");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
            assertThat(page.html().title()).isEqualTo("Sign in - Rollcall");
            assertThat(page.html().select("html").attr("lang")).isEqualTo("en");
            assertThat(page.texts("main label")).containsExactly("User name", "Password");
            assertThat(page.texts("main button")).containsExactly("Sign in");
            assertThat(page.html().select("[role=alert], [role=status]")).isEmpty();
            assertThat(page.html().select("[style], style, script:not([src]), [onclick]"))
                    .isEmpty();
            assertThat(page.headers().allValues("Content-Security-Policy"))
                    .containsExactly("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                            + "connect-src 'self'; form-action 'self'; base-uri 'none'; "
                            + "frame-ancestors 'none'");
            assertThat(page.headers().firstValue("Cache-Control"))
                    .get()
                    .asString()
                    .contains("no-store");
        }

        @Test
        void ignoresForwardedProtoFromUntrustedAddresses() {
            Visitor.Page form = new Visitor(SharedNode.client().with("X-Forwarded-Proto", "https")).get("/login");

            assertThat(form.setCookie("rollcall-csrf"))
                    .contains("HttpOnly; SameSite=Lax")
                    .doesNotContain("Secure");
            assertThat(form.headers().firstValue("Strict-Transport-Security")).isEmpty();
        }

        @Test
        void usesOnlyOurOwnCacheableFiles() {
            for (var element : visitor.get("/login").html().select("link[href], script[src]")) {
                String path = element.hasAttr("src") ? element.attr("src") : element.attr("href");

                Visitor.Page file = visitor.get(path);

                assertThat(path).matches("/(pages/\\w+-[0-9a-f]{32}\\.\\w+|webjars/[\\w.]+/[0-9.]+/.+)");
                assertThat(file.status()).as(path).isEqualTo(200);
                assertThat(file.headers().firstValue("Cache-Control")).contains("max-age=3600, public");
            }
        }
    }

    @Nested
    class WithTheRightPassword {

        @Test
        void startsASessionOnThisDeviceAndNamesItInACookie() {
            user("page-login");

            Visitor.Page page = visitor.login("page-login", "correct horse");

            assertThat(page.status()).isEqualTo(303);
            assertThat(page.location()).isEqualTo("/sessions");
            assertThat(page.setCookie("rollcall"))
                    .matches("rollcall=bc1\\.[0-9a-f-]{36}\\.[\\w-]{43}; Path=/; Max-Age=25\\d{5}; Expires=[^;]+; "
                            + "HttpOnly; SameSite=Lax");
            assertThat(ADMIN.client().get("/users/page-login/sessions").texts("sessions", "sessionId"))
                    .containsExactly(visitor.sessionId());
            assertThat(ADMIN.client().get("/users/page-login/sessions").text("sessions.0.device.label"))
                    .isEqualTo("Chrome 139 on macOS");
        }

        @ParameterizedTest
        @CsvSource({
            "/sessions/password, /sessions/password",
            "/audit?user=june_doe, /audit?user=june_doe",
            "/admin/page/users, /admin/page/users",
            "//evil.example, /sessions",
            "/\\evil.example, /sessions",
            "https://evil.example/sessions, /sessions",
            "/sessions//evil.example, /sessions",
            "/sessions@evil.example, /sessions",
            "/sessions/../login, /sessions",
            "/auth/logout, /sessions",
            "javascript:alert(1), /sessions",
            "'', /sessions"
        })
        void leadsBackToThePreviousPageIfItIsOurs(String to, String location) {
            visitor.get("/login");

            Visitor.Page page = visitor.post("/login", Map.of("userName", "auditor", "password", "audit123", "to", to));

            assertThat(page.location()).isEqualTo(location);
        }

        @Test
        void redirectsUsersWhoAreSignedIn() {
            visitor.signIn("john_roe", "test123");

            assertThat(visitor.get("/login").location()).isEqualTo("/sessions");
            assertThat(visitor.get("/login?to=/sessions/password").location()).isEqualTo("/sessions/password");
            assertThat(visitor.get("/").location()).isEqualTo("/sessions");
        }

        @Test
        void endsThePreviousSessionOfTheBrowser() {
            user("twice");
            visitor.get("/login");
            visitor.post("/login", Map.of("userName", "twice", "password", "correct horse"));
            String first = visitor.sessionId();

            visitor.post("/login", Map.of("userName", "twice", "password", "correct horse"));

            assertThat(ADMIN.client().get("/users/twice/sessions").texts("sessions", "sessionId"))
                    .containsExactly(visitor.sessionId())
                    .doesNotContain(first);
        }

        @Test
        void endsTheSessionOfAnotherUserInTheBrowser() {
            user("one-of-two");
            visitor.get("/login");
            visitor.post("/login", Map.of("userName", "one-of-two", "password", "correct horse"));

            visitor.post("/login", Map.of("userName", "john_roe", "password", "test123"));

            assertThat(ADMIN.client().get("/users/one-of-two/sessions").texts("sessions", "sessionId"))
                    .isEmpty();
        }
    }

    @Nested
    class WithSomethingWrong {

        @Test
        void showsAWrongPasswordInPlaceAndKeepsTheName() {
            for (String user : new String[] {"june_doe", "no-such-user"}) {
                Visitor.Page page = visitor.login(user, "wrong");

                assertThat(page.status()).isEqualTo(401);
                assertThat(page.text("[role=alert]")).isEqualTo("The user name or password is wrong.");
                assertThat(page.html().select("#userName").attr("value")).isEqualTo(user);
                assertThat(page.html().select("#password").hasAttr("value")).isFalse();
                assertThat(page.html().select("#password").hasAttr("autofocus")).isTrue();
                assertThat(page.html().select("#password").attr("aria-invalid")).isEqualTo("true");
                assertThat(page.setCookie("rollcall")).isEmpty();
            }
        }

        @Test
        void showsMissingInputAtItsField() {
            Visitor.Page page = visitor.login(" ", "");

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.text("#userName-error")).isEqualTo("Enter your user name.");
            assertThat(page.text("#password-error")).isEqualTo("Enter your password.");
            assertThat(page.html().select("#userName").attr("aria-describedby")).isEqualTo("userName-error");
            assertThat(page.html().select("#userName").hasAttr("autofocus")).isTrue();
            assertThat(visitor.post("/login", Map.of()).status()).isEqualTo(400);
        }

        @Test
        void showsInvalidInputAtItsField() {
            assertThat(visitor.login("x".repeat(256), "y").text("#userName-error"))
                    .isEqualTo("A user name can have at most 255 characters.");
            assertThat(visitor.login("a\u2028b", "y").text("#userName-error"))
                    .isEqualTo("A user name cannot contain control characters.");
            assertThat(visitor.login("x", "y".repeat(1_025)).text("#password-error"))
                    .isEqualTo("A password can have at most 1024 characters.");
            assertThat(visitor.login("<b>x</b>", "y").html().select("#userName").attr("value"))
                    .isEqualTo("<b>x</b>");
        }

        @Test
        void refusesAFormWithoutItsToken() {
            visitor.get("/login");
            Map<String, String> fields = Map.of("userName", "june_doe", "password", "test123");

            Visitor.Page none = visitor.postWithoutToken("/login", fields);
            Map<String, String> foreign = new HashMap<>(fields);
            foreign.put("_csrf", "AAAA");
            Visitor.Page wrong = visitor.postWithoutToken("/login", foreign);

            for (Visitor.Page page : new Visitor.Page[] {none, wrong}) {
                assertThat(page.status()).isEqualTo(403);
                assertThat(page.text("h1")).isEqualTo("This form is too old");
                assertThat(page.setCookie("rollcall")).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/login?to=a&to=b", "/login?x=%ff"})
        void answersUnreadableRequestsWithAPage(String path) {
            Visitor.Page page = visitor.get(path);

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.text("h1")).isEqualTo("This request cannot be handled");
        }

        @Test
        void answersUnknownPathsWithAPage() {
            Visitor.Page page = visitor.get("/login/nothing");

            assertThat(page.status()).isEqualTo(404);
            assertThat(page.text("h1")).isEqualTo("There is nothing here");
            assertThat(visitor.get("/pages/nothing.css").status()).isEqualTo(404);
        }
    }
}
