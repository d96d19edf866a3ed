package dev.rollcall.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.Visitor;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-6, S2-4: browsers without a session get to the login page, and from there back to the application only. */
class LoginRedirectIT {

    private static final String LOGIN = "/login?return=";

    private static Client page(String uri) {
        return BrowserNode.asking("GET", uri).with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    private static String returnOf(Reply reply) {
        String location = reply.header("Location");
        assertThat(location).startsWith(LOGIN);
        return URLDecoder.decode(location.substring(LOGIN.length()), StandardCharsets.UTF_8);
    }

    @Nested
    class ABrowserWithoutASession {

        @Test
        void isRedirectedToTheLoginPageWithTheReason() {
            Reply reply = page("/orders/7?x=1&y=%C3%BC").get("/authorize");

            assertThat(reply.status()).isEqualTo(303);
            assertThat(reply.header("Location"))
                    .isEqualTo("/login?return=https%3A%2F%2Fapp.example.org%2Forders%2F7%3Fx%3D1%26y%3D%25C3%25BC");
            assertThat(reply.header("X-Auth-Reason")).isEqualTo("TOKEN_REQUIRED");
            assertThat(reply.header("WWW-Authenticate")).isEmpty();
            assertThat(reply.header("Cache-Control")).contains("no-store");
            assertThat(reply.header("X-User-Id")).isEmpty();
            assertThat(reply.code()).isEqualTo("TOKEN_REQUIRED");
        }

        @Test
        void isRedirectedByTheGatewayIfThatCannotPassARedirectOn() {
            Reply reply = BrowserNode.gateway()
                    .with("X-Original-Method", "GET")
                    .with("X-Original-URI", "/orders")
                    .with("Accept", "text/html")
                    .get("/authorize");

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("X-Auth-Redirect"))
                    .isEqualTo("/login?return=https%3A%2F%2Fapp.example.org%2Forders");
            assertThat(reply.header("Location")).isEmpty();
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        }

        @Test
        void isRedirectedAlsoIfTheGatewayAppendsThePath() {
            Reply reply = BrowserNode.gateway().with("Accept", "text/html").get("/authorize/orders?x=1");

            assertThat(reply.status()).isEqualTo(303);
            assertThat(returnOf(reply)).isEqualTo("https://app.example.org/orders?x=1");
        }

        @ParameterizedTest
        @CsvSource({
            "GET, Accept, application/json",
            "GET, Accept, */*",
            "POST, Accept, text/html",
            "PUT, Accept, text/html",
            "GET, Sec-Fetch-Mode, cors",
            "GET, Sec-Fetch-Dest, iframe",
            "GET, Sec-Fetch-Dest, document",
        })
        void getsTheProblemUnlessItWouldShowThePage(String method, String header, String value) {
            Client client = BrowserNode.asking(method, "/orders").with(header, value);

            Reply reply = (header.equals("Accept") ? client : client.with("Accept", "text/html")).get("/authorize");

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("TOKEN_REQUIRED");
            assertThat(reply.header("Location") + reply.header("X-Auth-Redirect"))
                    .isEmpty();
        }

        @Test
        void isRedirectedWithAForgedCookieToo() {
            Reply reply =
                    page("/orders").with("Cookie", BrowserNode.COOKIE + "=x").get("/authorize");

            assertThat(reply.status()).isEqualTo(303);
            assertThat(reply.code()).isEqualTo("INVALID_TOKEN");
        }

        @Test
        void countsAsRefused() {
            Meters before = Meters.of(BrowserNode.client());

            page("/orders").get("/authorize");

            assertThat(Meters.of(BrowserNode.client())
                            .since(before, "rollcall_authorize_seconds_count", "rollcall_ref"))
                    .containsOnly(
                            Map.entry("rollcall_authorize_seconds_count{outcome=\"refused\"}", 1.0),
                            Map.entry(
                                    "rollcall_refusals_total{endpoint=\"/authorize\",method=\"GET\","
                                            + "reason=\"TOKEN_REQUIRED\"}",
                                    1.0));
        }
    }

    @Nested
    class TheUrlToReturnTo {

        @ParameterizedTest
        @CsvSource({
            "/, https://app.example.org/",
            "//evil.example/x, https://app.example.org//evil.example/x",
            "/\\evil.example, https://app.example.org/%5Cevil.example",
            "/a?b[]=c|d\"e, https://app.example.org/a?b%5B%5D=c%7Cd%22e",
            "/a%0d%0aLocation:%20x, https://app.example.org/a%0d%0aLocation:%20x",
            "@evil.example/, https://app.example.org/",
            ".evil.example/, https://app.example.org/",
            ":80@evil.example/, https://app.example.org/",
            "https://evil.example/, https://app.example.org/",
            "'', https://app.example.org/",
        })
        void isOnTheHostThatTheGatewayNames(String uri, String url) {
            assertThat(returnOf(page(uri).get("/authorize"))).isEqualTo(url);
        }

        @Test
        void isTheStartPageIfTheUriIsUnknownTooLongOrThereAreTwo() {
            Client page = BrowserNode.gateway().with("Accept", "text/html").with("X-Forwarded-Method", "GET");

            assertThat(returnOf(page.get("/authorize"))).isEqualTo(BrowserNode.APP + "/");
            assertThat(returnOf(page("/" + "x".repeat(1_000)).get("/authorize")))
                    .isEqualTo(BrowserNode.APP + "/");
            assertThat(returnOf(page("/a").with("X-Forwarded-Uri", "/b").get("/authorize")))
                    .isEqualTo(BrowserNode.APP + "/");
        }
    }

    @Nested
    class TheLoginPage {

        private static final String URL = "https://app.example.org/orders?x=1";

        private final Visitor browser = new Visitor(BrowserNode.gateway().on(Client.LAPTOP));

        private static String loginPage(String url) {
            return LOGIN + URLEncoder.encode(url, StandardCharsets.UTF_8);
        }

        @Test
        void leadsBackAfterTheLogin() {
            BrowserNode.create("returning-user");
            String to = browser.get(loginPage(URL)).html().select("[name=to]").attr("value");
            assertThat(browser.post("/login", Map.of("userName", "returning-user", "password", "wrong", "to", to))
                            .html()
                            .select("[name=to]")
                            .attr("value"))
                    .isEqualTo(URL);

            Visitor.Page page = browser.post(
                    "/login", Map.of("userName", "returning-user", "password", BrowserNode.PASSWORD, "to", to));

            assertThat(page.status()).isEqualTo(303);
            assertThat(page.location()).isEqualTo(URL);
        }

        @Test
        void leadsBackAtOnceIfThereIsALiveSession() {
            Visitor signedIn = BrowserNode.signedIn("live-user");

            assertThat(signedIn.get(loginPage(URL)).location()).isEqualTo(URL);
        }

        @Test
        void leadsBackAfterADeviceWasReplaced() {
            BrowserNode.create("full-user", Map.of("maxSessions", 1, "whenFull", "REJECT"));
            BrowserNode.signIn("full-user");
            browser.get(loginPage(URL));

            Visitor.Page choice = browser.post(
                    "/login", Map.of("userName", "full-user", "password", BrowserNode.PASSWORD, "to", URL));
            assertThat(choice.status()).isEqualTo(409);
            Visitor.Page replaced = browser.post(
                    "/login/replace",
                    Map.of(
                            "session", choice.html().select("[name=session]").attr("value"),
                            "to", choice.html().select("[name=to]").attr("value")));

            assertThat(replaced.location()).isEqualTo(URL);
        }

        @Test
        void saysWhyTheSessionEnded() {
            Visitor ended = BrowserNode.signedIn("ended-user");
            Client admin = BrowserNode.client().signIn("admin", "admin123").client();
            String session = BrowserNode.cookieOf(ended).split("\\.")[1];
            assertThat(admin.delete("/users/ended-user/sessions/" + session).status())
                    .isEqualTo(204);

            Reply refused =
                    page("/orders").with("Cookie", BrowserNode.cookieOf(ended)).get("/authorize");

            assertThat(refused.status()).isEqualTo(303);
            assertThat(refused.header("X-Auth-Reason")).isEqualTo("SESSION_ENDED");
            assertThat(ended.get(refused.header("Location")).text("[role=alert]"))
                    .contains("administrator");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "//evil.example/",
                    "///evil.example/",
                    "https:evil.example",
                    "https:/evil.example/",
                    "https://evil.example/",
                    "https://app.example.org@evil.example/",
                    "https://app.example.org:443@evil.example/",
                    "https://app.example.org.evil.example/",
                    "https://app.example.org.",
                    "https://app.example.org./",
                    "https://app.example.org",
                    "https://app.example.org?x",
                    "https://app.example.org#/",
                    "https://app.example.org\\@evil.example/",
                    "https://app.example.org\\evil.example/",
                    "https://app.example.org/\\evil.example",
                    "https:\\\\app.example.org/",
                    "\\\\app.example.org/",
                    "https://app.example.org:443/",
                    "https://app.example.org:80/",
                    "https://app.example.org:8443/",
                    "https://app.example.org:/",
                    "https://APP.EXAMPLE.ORG/",
                    "HTTPS://app.example.org/",
                    "http://app.example.org/",
                    "https://other.example.org/",
                    "https://\u0430pp.example.org/",
                    "https://app.example.org\u3002evil.example/",
                    "https://app.example.org/\u2028",
                    "https://app%2eexample.org/",
                    "https://[app.example.org]/",
                    "https://x@app.example.org/",
                    " https://app.example.org/",
                    "https://app.example.org/ ",
                    "https://app.example.org/\r\nLocation: https://evil.example/",
                    "https://app.example.org/\n",
                    "https://app.example.org/#x",
                    "https://app.example.org/<script>",
                    "javascript:alert(1)",
                    "javascript://app.example.org/%0aalert(1)",
                    "data:text/html,x",
                    "",
                })
        void leadsNowhereElse(String url) {
            Visitor signedIn = SignedInBrowser.IT;

            Visitor.Page page = signedIn.get(loginPage(url));
            Visitor.Page form = browser.get(loginPage(url));

            assertThat(page.location()).isIn("/sessions", "");
            assertThat(page.status()).isIn(303, 400);
            assertThat(form.html().select("[name=to]").attr("value")).isIn("/sessions", "");
        }

        @Test
        void leadsToNoVeryLongUrl() {
            String longest = BrowserNode.APP + "/" + "x".repeat(976);

            assertThat(SignedInBrowser.IT.get(loginPage(longest)).location()).isEqualTo(longest);
            assertThat(SignedInBrowser.IT.get(loginPage(longest + "x")).location())
                    .isEqualTo("/sessions");
        }

        @Test
        void leadsToNoHostThatOnlyTheBrowserNames() {
            Visitor direct = new Visitor(BrowserNode.client().with("X-Forwarded-Host", "evil.example"))
                    .signIn("admin", "admin123");

            assertThat(direct.get(loginPage("http://evil.example/")).location()).isEqualTo("/sessions");
        }
    }

    private static final class SignedInBrowser {

        private static final Visitor IT = BrowserNode.signedIn("redirected-user");
    }
}
