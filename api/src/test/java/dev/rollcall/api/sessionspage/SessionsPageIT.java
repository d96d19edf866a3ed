package dev.rollcall.api.sessionspage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-7: the page of one's devices, and what one can do there. */
class SessionsPageIT {

    private static final SignedIn ADMIN = SharedNode.client().signIn("admin", "admin123");

    private static final String PASSWORD = "correct horse";

    /** Somebody of that name who came without an account could not be given one. */
    static void user(String name) {
        ADMIN.client().post("/users", Map.of("userName", name, "password", PASSWORD));
        assertThat(ADMIN.client().get("/users/" + name).status()).as(name).isEqualTo(200);
    }

    /** Signed in on a laptop. */
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
        void s1_7_beginsWithThisDeviceWhichHasNoButton() {
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
            assertThat(page.texts("section:has(#others) button")).containsExactly("Sign out Safari 17 on iPhone");
            assertThat(page.html().select("section:has(#others) form").attr("action"))
                    .isEqualTo("/sessions/" + phone.sessionId() + "/end");
            assertThat(page.text("#used")).isEqualTo("2 devices are signed in.");
            assertThat(page.text("section:has(#others) dl"))
                    .matches("Address 127.0.0.1 Signed in \\d\\d:\\d\\d UTC on .+ Last active .+ Expires .+");
            assertThat(page.html().select("section:has(#others) time").get(0).attr("datetime"))
                    .isEqualTo(phone.reply().text("session.startedAt"));
            assertThat(page.html().select("[style], style, script:not([src]), [onclick]"))
                    .isEmpty();
        }

        @Test
        void saysHowManyOfHowManyAreUsedAndThatThereIsNoOther() {
            Visitor visitor = visitor("list-of-one");
            phone("list-of-one").settings(Map.of("maxSessions", 3)).client().post("/auth/logout");

            Visitor.Page page = visitor.get("/sessions");

            assertThat(page.text("#used")).isEqualTo("1 of 3 devices used");
            assertThat(page.text("section:has(#others) p")).isEqualTo("You are signed in on no other device.");
            assertThat(page.texts("section:has(#all) button")).containsExactly("Sign out everywhere");
        }

        @Test
        void s1_7_tellsWhatEndedAndWhy() {
            Visitor visitor = visitor("list-of-ended");
            assertThat(visitor.get("/sessions").text("section:has(#ended) p"))
                    .isEqualTo("No device was signed out in the last 30 days.");
            phone("list-of-ended").client().post("/auth/logout");

            await().untilAsserted(() -> {
                Visitor.Page page = visitor.get("/sessions");
                assertThat(page.texts(".ended h3")).containsExactly("Safari 17 on iPhone");
                assertThat(page.text(".ended dl")).matches("Signed out .+ UTC on .+ Why You signed out there\\.");
            });
        }

        @Test
        void isFetchedAgainAlone() {
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
        void namesOfDevicesAreTextAndNothingElse() {
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
    class EndingOne {

        @Test
        void s0_3_namesTheDeviceAsksAndSaysThatItIsDone() {
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
            assertThat(after.text(".notice[role=status]")).isEqualTo("Safari 17 on iPhone was signed out.");
            assertThat(after.texts(".device h3")).containsExactly("Chrome 139 on macOS");
            assertThat(visitor.get("/sessions").html().select(".notice[role=status]"))
                    .isEmpty();
        }

        @Test
        void aFormThatWasOpenedBeforeAnotherPageIsGoodStill() {
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
        void s4_4_thisOneIsNotEndedThere() {
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
        void s0_4_thoseOfOthersUnknownOnesAndThoseThatAreOverLookTheSame() {
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
        void withoutTheTokenOfTheFormNothingHappens(String token) {
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
        void s3_3_hereEndsThisSessionAndSaysSo() {
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
        void s3_3_everywhereElseKeepsThisOne() {
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
        void s3_3_everywhereEndsAll() {
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

    @Nested
    class WhenTheSessionEnded {

        @Test
        void s1_6_theLoginPageSaysWhyAndLeadsToTheChangeOfThePassword() {
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
        void whatFetchesItselfIsToldWhereToGo() {
            Visitor visitor = visitor("evicted-in-the-background");
            visitor.get("/sessions");
            visitor.post("/sessions/leave", Map.of());

            Visitor.Page fetched = visitor.with("HX-Request", "true").get("/sessions/list");

            assertThat(fetched.status()).isEqualTo(401);
            assertThat(fetched.headers().firstValue("HX-Redirect")).contains("/login");
        }

        @Test
        void aCookieThatSomebodyElseMadeIsNone() {
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
        void theApiLooksAtNoCookie() {
            Visitor visitor = visitor("cookie-at-api");

            assertThat(visitor.get("/auth/profile").status()).isEqualTo(401);
            assertThat(visitor.get("/users/cookie-at-api/sessions").status()).isEqualTo(401);
        }
    }
}
