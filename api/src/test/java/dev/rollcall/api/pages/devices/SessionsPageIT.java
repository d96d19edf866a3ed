package dev.rollcall.api.pages.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** S1-7: the page of the user's devices, and its actions. */
class SessionsPageIT {

    private static final SignedIn ADMIN = SharedNode.client().signIn("admin", "admin123");

    private static final String PASSWORD = "correct horse";

    /** Creates an account. A user who already signed in through a provider could not be given one. */
    static void user(String name) {
        ADMIN.client().post("/users", Map.of("userName", name, "password", PASSWORD));
        assertThat(ADMIN.client().get("/users/" + name).status()).as(name).isEqualTo(200);
    }

    /** Creates an account and signs in on a laptop. */
    static Visitor visitor(String user) {
        user(user);
        return new Visitor(SharedNode.client().on(Client.LAPTOP)).signIn(user, PASSWORD);
    }

    static SignedIn phone(String user) {
        return SharedNode.client().on(Client.PHONE).signIn(user, PASSWORD);
    }

    @Nested
    class TheList {

        @Test
        void beginsWithThisDeviceWithoutAButton() {
            Visitor visitor = visitor("list-of-two");
            SignedIn phone = phone("list-of-two");

            Visitor.Page page = visitor.get("/sessions");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.html().title()).isEqualTo("My devices - Rollcall");
            assertThat(page.text("h1")).isEqualTo("My devices");
            assertThat(page.texts(".device h3")).containsExactly("Chrome 139 on macOS", "Safari 17 on iPhone");
            assertThat(page.text("section:has(#this) h2")).isEqualTo("This device");
            assertThat(page.html().select("section:has(#this) button")).isEmpty();
            assertThat(page.text("section:has(#this)")).contains("To sign out here, use the button \"Sign out\"");
            assertThat(page.texts("section:has(#others) summary .closed, section:has(#others) summary .said"))
                    .containsExactly("Sign out", "Safari 17 on iPhone");
            assertThat(page.texts("section:has(#others) button")).containsExactly("Yes, sign out Safari 17 on iPhone");
            assertThat(page.texts(".device .kind")).containsExactly("Computer", "Phone");
            assertThat(page.html().select("section:has(#others) form").attr("id"))
                    .isEqualTo(page.html().select("section:has(#others) button").attr("form"));
            assertThat(page.html().select("section:has(#others) button").attr("formaction"))
                    .isEqualTo("/sessions/" + phone.sessionId() + "/end");
            assertThat(page.text("#used")).isEqualTo("2 devices are signed in.");
            assertThat(page.text("section:has(#others) dl"))
                    .matches(
                            "Address 127.0.0.1 the same address as this device Signed in \\d\\d:\\d\\d UTC on .+ Last active .+ Expires .+");
            assertThat(page.html().select("section:has(#others) time").get(0).attr("datetime"))
                    .isEqualTo(phone.reply().text("session.startedAt"));
            assertThat(page.html().select("[style], style, script:not([src]), [onclick]"))
                    .isEmpty();
        }

        @Test
        void aCardIsInTheLanguageOfWhoeverLooks() {
            Visitor visitor = visitor("looks-twice");
            String card = "#device-" + phone("looks-twice").sessionId();

            String english = visitor.get("/sessions").text(card);
            String german =
                    visitor.with("Accept-Language", "de").get("/sessions").text(card);

            assertThat(english).startsWith("Phone Safari 17 on iPhone").contains("the same address as this device");
            assertThat(german).contains("Adresse").doesNotContain("Address", "same address");
            assertThat(visitor.get("/sessions").text(card)).isEqualTo(english);
        }

        @Test
        void showsTheLimitAndSaysThatThereIsNoOtherDevice() {
            Visitor visitor = visitor("list-of-one");
            phone("list-of-one").settings(Map.of("maxSessions", 3)).client().post("/auth/logout");

            Visitor.Page page = visitor.get("/sessions");

            assertThat(page.text("#used")).isEqualTo("1 of 3 devices used");
            assertThat(page.text("section:has(#others) p"))
                    .isEqualTo("You are not signed in on any other device. "
                            + "A phone or another browser that signs in appears here at once.");
            assertThat(page.texts("section:has(#all) summary .closed")).containsExactly("Sign out everywhere");
        }

        @Test
        void showsEndedSessionsWithTheReason() {
            Visitor visitor = visitor("list-of-ended");
            assertThat(visitor.get("/sessions").text("section:has(#ended) p"))
                    .isEqualTo("No device was signed out in the last 30 days.");
            phone("list-of-ended").client().post("/auth/logout");

            await().untilAsserted(() -> {
                Visitor.Page page = visitor.get("/sessions");
                assertThat(page.texts(".ended h3")).containsExactly("Safari 17 on iPhone");
                assertThat(page.text(".ended .reason")).isEqualTo("You signed out there.");
                assertThat(page.html().select(".ended .dot").hasClass("LOGGED_OUT"))
                        .isTrue();
                assertThat(page.text(".ended .when")).matches("\\d\\d:\\d\\d UTC on .+");
            });
        }

        @Test
        void canBeFetchedWithoutTheRestOfThePage() {
            Visitor visitor = visitor("list-again");
            phone("list-again");

            Visitor.Page list = visitor.get("/sessions/list");

            assertThat(list.status()).isEqualTo(200);
            assertThat(list.html().select("h1, head title")).isEmpty();
            assertThat(list.texts(".device h3")).containsExactly("Chrome 139 on macOS", "Safari 17 on iPhone");
            assertThat(list.text("[hx-swap-oob='innerHTML:#used']")).isEqualTo("2 devices are signed in.");
        }

        @Test
        void isShownInPages() {
            Visitor visitor = visitor("list-of-many");
            for (int number = 0; number < 51; number++) {
                phone("list-of-many");
            }

            Visitor.Page first = visitor.get("/sessions");
            Visitor.Page second =
                    visitor.get(first.html().select("a:contains(Older devices)").attr("href"));

            assertThat(first.text("#used")).isEqualTo("52 devices are signed in.");
            assertThat(first.html().select("#others ~ ul > li")).hasSize(50);
            assertThat(second.html().select("#others ~ ul > li")).hasSize(1);
            assertThat(second.html().select("#this")).isEmpty();
            assertThat(second.html().select("a:contains(Newest devices)").attr("href"))
                    .isEqualTo("/sessions");
            assertThat(second.html().select("#devices").attr("hx-get")).startsWith("/sessions/list?cursor=");
            assertThat(visitor.get("/sessions?cursor=x").status()).isEqualTo(400);
        }

        @Test
        void showsNamesOfDevicesAsText() {
            Visitor visitor = visitor("list-of-scripts");
            SharedNode.client()
                    .post(
                            "/auth/login",
                            Map.of(
                                    "userName",
                                    "list-of-scripts",
                                    "password",
                                    PASSWORD,
                                    "deviceLabel",
                                    "<script>alert(1)</script>"));

            Visitor.Page page = visitor.get("/sessions");

            assertThat(page.texts("#others ~ ul h3")).containsExactly("<script>alert(1)</script>");
            assertThat(page.html().select("script:not([src])")).isEmpty();
        }
    }

    @Nested
    class WhenTheSessionEnded {

        @Test
        void theLoginPageGivesTheReasonAndLinksToThePasswordChange() {
            Visitor visitor = visitor("evicted");
            phone("evicted").settings(Map.of("maxSessions", 1));
            phone("evicted");

            Visitor.Page refused = visitor.get("/sessions/settings");
            assertThat(refused.status()).isEqualTo(303);
            assertThat(refused.location()).isEqualTo("/login?to=%2Fsessions%2Fsettings");
            Visitor.Page login = visitor.get(refused.location());

            assertThat(login.text("[role=alert] p"))
                    .matches("You were signed out because you signed in on Safari 17 on iPhone at "
                            + "\\d\\d:\\d\\d UTC on .+\\. Not you\\? Change your password\\. .+");
            assertThat(login.html().select("[role=alert] a").attr("href")).isEqualTo("/login?to=/sessions/password");
            assertThat(login.html().select("input[name=to]").attr("value")).isEqualTo("/sessions/settings");
        }

        @Test
        void scriptsAreRedirectedByAHeader() {
            Visitor visitor = visitor("evicted-in-the-background");
            visitor.get("/sessions");
            visitor.post("/sessions/leave", Map.of());

            Visitor.Page fetched = visitor.with("HX-Request", "true").get("/sessions/list");

            assertThat(fetched.status()).isEqualTo(401);
            assertThat(fetched.headers().firstValue("HX-Redirect")).contains("/login");
        }

        @Test
        void refusesForgedCookies() {
            Visitor visitor = visitor("forged-cookie");
            String good = String.valueOf(visitor.cookie("rollcall"));
            String other = String.valueOf(visitor("forged-too").cookie("rollcall"));

            for (String forged : new String[] {
                good.substring(0, good.length() - 2) + (good.endsWith("AA") ? "BB" : "AA"),
                good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')),
                good.substring(0, good.lastIndexOf('.')),
                "bc1." + visitor.sessionId(),
                "x",
                "."
            }) {
                assertThat(new Visitor(SharedNode.client())
                                .cookie("rollcall", forged)
                                .get("/sessions")
                                .location())
                        .as(forged)
                        .isEqualTo("/login");
            }
        }

        @Test
        void theApiIgnoresTheCookie() {
            Visitor visitor = visitor("cookie-at-api");

            assertThat(visitor.get("/auth/profile").status()).isEqualTo(401);
            assertThat(visitor.get("/users/cookie-at-api/sessions").status()).isEqualTo(401);
        }
    }
}
