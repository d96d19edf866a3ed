package dev.rollcall.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-4: which requests of a browser the cookie of the pages authenticates. */
class AuthorizeBrowserIT {

    private static final Visitor BROWSER = BrowserNode.signedIn("browser-user");

    private static final String COOKIE = BrowserNode.cookieOf(BROWSER);

    private static final String SESSION = COOKIE.split("\\.")[1];

    private static Client asking(String method, String uri) {
        return BrowserNode.asking(method, uri).with("Cookie", "theme=dark; " + COOKIE);
    }

    /** Returns the client with the headers in {@code name=value} form, separated by spaces. */
    private static Client with(Client client, String headers) {
        Client result = client;
        for (String header : headers.isEmpty() ? new String[0] : headers.split(" ")) {
            String[] nameAndValue = header.split("=", 2);
            result = result.with(nameAndValue[0], nameAndValue[1]);
        }
        return result;
    }

    @Test
    void tellsTheGatewayWhoseSessionItIs() {
        Reply reply =
                asking("GET", "/orders").with("Sec-Fetch-Site", "same-origin").get("/authorize");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-User-Id")).isEqualTo("browser-user");
        assertThat(reply.header("X-Session-Id")).isEqualTo(SESSION);
        assertThat(reply.header("X-Auth-Reason")).isEqualTo("SESSION_LIVE");
        assertThat(reply.header("X-Login-Time")).isNotEmpty();
        assertThat(reply.headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // requests of the application itself
        "GET, Sec-Fetch-Site=same-origin, 200",
        "POST, Sec-Fetch-Site=same-origin Sec-Fetch-Mode=cors, 200",
        "DELETE, Sec-Fetch-Site=same-origin, 200",
        "OPTIONS, Sec-Fetch-Site=same-origin, 200",
        "POST, Sec-Fetch-Site=same-origin Origin=null, 200",
        "GET, Sec-Fetch-Site=same-origin Sec-Fetch-Mode=navigate Sec-Fetch-Dest=iframe, 200",
        // links and typed addresses
        "GET, Sec-Fetch-Site=none Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document, 200",
        "GET, Sec-Fetch-Site=cross-site Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document, 200",
        "HEAD, Sec-Fetch-Site=same-site Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document, 200",
        // what other sites could do in the user's name
        "POST, Sec-Fetch-Site=cross-site Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document, 403",
        "POST, Sec-Fetch-Site=same-site Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document, 403",
        "POST, Sec-Fetch-Site=none Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document, 403",
        "POST, Sec-Fetch-Site=same-site Origin=https://app.example.org, 403",
        "GET, Sec-Fetch-Site=same-site Sec-Fetch-Mode=cors Sec-Fetch-Dest=empty, 403",
        "GET, Sec-Fetch-Site=cross-site Sec-Fetch-Mode=no-cors Sec-Fetch-Dest=script, 403",
        "GET, Sec-Fetch-Site=same-site Sec-Fetch-Mode=navigate Sec-Fetch-Dest=iframe, 403",
        "GET, Sec-Fetch-Site=cross-site Sec-Fetch-Mode=websocket Sec-Fetch-Dest=websocket, 403",
        "get, Sec-Fetch-Site=cross-site Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document, 403",
        "GET, Sec-Fetch-Site=other Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document, 403",
        "GET, Sec-Fetch-Site=same-origin Sec-Fetch-Site=same-origin, 403",
        "GET, Sec-Fetch-Site=SAME-ORIGIN, 403",
        // browsers without Fetch Metadata
        "GET, Accept=text/html, 200",
        "GET, Referer=https://app.example.org/orders, 200",
        "POST, Origin=https://app.example.org, 200",
        "GET, Origin=https://app.example.org, 200",
        "GET, '', 403",
        "GET, Accept=*/*, 403",
        "GET, Referer=https://app.example.org.evil.example/, 403",
        "GET, Referer=https://app.example.org, 403",
        "GET, Accept=text/html Origin=https://www.example.org, 403",
        "GET, Accept=text/html Origin=null, 403",
        "POST, Accept=text/html, 403",
        "POST, Referer=https://app.example.org/orders, 403",
        "POST, Origin=http://app.example.org, 403",
        "POST, Origin=https://other.example.org, 403",
        "POST, Origin=https://app.example.org:8443, 403",
        "POST, Origin=https://app.example.org Origin=https://app.example.org, 403",
    })
    void passesForTheApplicationAndForNavigationThatOnlyReads(String method, String headers, int status) {
        Reply reply = with(asking(method, "/orders"), headers).get("/authorize");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(status == 403 ? "ORIGIN_NOT_ALLOWED" : "");
        assertThat(reply.header("X-Auth-Reason")).isEqualTo(status == 403 ? "ORIGIN_NOT_ALLOWED" : "SESSION_LIVE");
        assertThat(reply.header("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Original-Method", "X-Forwarded-Method"})
    void everyMethodThatTheRequestMayHaveCounts(String header) {
        Client link = with(
                asking("GET", "/orders"), "Sec-Fetch-Site=cross-site Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document");

        assertThat(link.with(header, "POST").get("/authorize").code()).isEqualTo("ORIGIN_NOT_ALLOWED");
    }

    @Test
    void doesNotPassIfTheGatewayDoesNotTellTheMethod() {
        Client silent = BrowserNode.gateway().with("Cookie", COOKIE).with("Sec-Fetch-Site", "same-origin");

        assertThat(silent.get("/authorize").code()).isEqualTo("ORIGIN_NOT_ALLOWED");
    }

    @Test
    void passesIfTheGatewayAppendsThePathAndKeepsTheMethod() {
        Client script = BrowserNode.gateway().with("Cookie", COOKIE).with("Sec-Fetch-Site", "same-origin");

        for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
            assertThat(script.send(method, "/authorize/orders?x=1", null).header("X-User-Id"))
                    .as(method)
                    .isEqualTo("browser-user");
        }
        Client foreign = BrowserNode.gateway().with("Cookie", COOKIE).with("Sec-Fetch-Site", "cross-site");
        assertThat(foreign.post("/authorize/orders").code()).isEqualTo("ORIGIN_NOT_ALLOWED");
        assertThat(foreign.send("OPTIONS", "/authorize/orders", null).code()).isEqualTo("ORIGIN_NOT_ALLOWED");
    }

    @Test
    void isDescribedAsJsonOnRequest() {
        Reply reply = with(asking("GET", "/orders"), "Sec-Fetch-Site=same-origin Accept=application/json")
                .get("/authorize");

        assertThat(reply.text("userId")).isEqualTo("browser-user");
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, https",
        "app.example.org.evil.example, https",
        "app.example.org., https",
        "app.example.org:8443, https",
        "app.example.org:443, http",
        "'app.example.org, evil.example', https",
        "'', https",
    })
    void countsOnAllowedHostsOnly(String host, String scheme) {
        Client gateway = BrowserNode.client()
                .with("X-Forwarded-Host", host)
                .with("X-Forwarded-Proto", scheme)
                .with("X-Forwarded-Method", "GET")
                .with("X-Forwarded-Uri", "/orders")
                .with("Accept", "text/html")
                .with("Cookie", COOKIE);

        Reply reply = gateway.get("/authorize");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("TOKEN_REQUIRED");
        assertThat(reply.text("detail")).contains("rollcall.gateway.allowed-hosts");
        assertThat(reply.header("Location")).isEmpty();
        assertThat(gateway.with("X-Forwarded-Host", "app.example.org")
                        .get("/authorize")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aHeaderWinsOverTheCookieEvenIfItIsRefused() {
        SignedIn other = BrowserNode.client().start("header-user");
        Client script = asking("GET", "/orders").with("Sec-Fetch-Site", "same-origin");
        Client link = asking("GET", "/orders").with("Accept", "text/html");

        assertThat(script.bearer(other.accessToken()).get("/authorize").header("X-User-Id"))
                .isEqualTo("header-user");
        other.client().post("/auth/logout");
        assertThat(script.bearer(other.accessToken()).get("/authorize").code()).isEqualTo("SESSION_ENDED");
        for (String authorization : new String[] {"Bearer x", "Bearer", "", "Basic Z2F0ZXdheTp4", "Digest x"}) {
            Reply refused = link.with("Authorization", authorization).get("/authorize");
            assertThat(refused.status()).as(authorization).isEqualTo(401);
            assertThat(refused.header("Location")).as(authorization).isEmpty();
            assertThat(refused.header("X-User-Id")).as(authorization).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__Host-rollcall=",
                "__Host-rollcall=bc1.0190b2f0-0000-7000-8000-000000000000.AAAA",
                "__Host-rollcall=bc1",
                "__Host-rollcall=%00%ff",
            })
    void refusesForgedCookies(String cookie) {
        Client script = BrowserNode.asking("GET", "/").with("Sec-Fetch-Site", "same-origin");

        assertThat(script.with("Cookie", cookie).get("/authorize").code()).isEqualTo("INVALID_TOKEN");
        assertThat(script.with("Cookie", "__Host-rollcall=" + "x".repeat(5_000))
                        .get("/authorize")
                        .code())
                .isEqualTo("INVALID_TOKEN");
    }

    @Test
    void doesNotTakeTheCookieOfAnotherNameOrOfPagesWithoutTls() {
        Client script = BrowserNode.asking("GET", "/").with("Sec-Fetch-Site", "same-origin");
        String value = COOKIE.substring(COOKIE.indexOf('='));

        assertThat(script.with("Cookie", "rollcall" + value).get("/authorize").code())
                .isEqualTo("TOKEN_REQUIRED");
        assertThat(script.with("Cookie", "__Host-rollcall-proof" + value)
                        .get("/authorize")
                        .code())
                .isEqualTo("TOKEN_REQUIRED");
    }

    @Test
    void refusesSeveralCookiesWithoutSendingTheBrowserInCircles() {
        Client link = BrowserNode.asking("GET", "/").with("Accept", "text/html");

        Reply reply = link.with("Cookie", COOKIE + "; " + COOKIE).get("/authorize");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("ORIGIN_NOT_ALLOWED");
        assertThat(reply.text("detail")).contains("several cookies");
    }

    @Test
    void doesNotPassForAnotherUsersSessionsWhateverTheRole() {
        Visitor admin = new Visitor(BrowserNode.gateway()).signIn("admin", "admin123");
        Client script =
                BrowserNode.asking("GET", "/users/browser-user/sessions").with("Sec-Fetch-Site", "same-origin");

        assertThat(script.with("Cookie", COOKIE).get("/authorize").status()).isEqualTo(200);
        assertThat(script.with("Cookie", BrowserNode.cookieOf(admin))
                        .get("/authorize")
                        .code())
                .isEqualTo("USER_MISMATCH");
    }

    /** Uses sessions that end after four seconds without use. */
    @Test
    void aRequestOfTheApplicationIsAUseOfTheSessionAndOneOfAnotherSiteIsNot() {
        Client admin = BrowserNode.client().signIn("admin", "admin123").client();
        Client used = shortLived("used-user");
        Client attacked = shortLived("attacked-user");

        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    attacked.with("Sec-Fetch-Site", "cross-site").get("/authorize");
                    used.with("Sec-Fetch-Site", "same-origin").get("/authorize");
                    return admin.get("/users/attacked-user/sessions")
                            .at("sessions")
                            .isEmpty();
                });

        Reply expired = attacked.with("Sec-Fetch-Site", "same-origin").get("/authorize");
        assertThat(expired.code()).isEqualTo("SESSION_ENDED");
        assertThat(expired.text("reason")).isEqualTo("IDLE_TIMEOUT");
        assertThat(used.with("Sec-Fetch-Site", "same-origin").get("/authorize").status())
                .isEqualTo(200);
    }

    private static Client shortLived(String user) {
        BrowserNode.create(user, Map.of("idleTimeout", "PT4S"));
        return BrowserNode.asking("GET", "/").with("Cookie", BrowserNode.cookieOf(BrowserNode.signIn(user)));
    }

    @Test
    void isMeasuredLikeAToken() {
        Client script = asking("GET", "/").with("Sec-Fetch-Site", "same-origin");
        double before = allowed();

        script.get("/authorize");

        assertThat(allowed()).isEqualTo(before + 1);
    }

    private static double allowed() {
        return Meters.of(BrowserNode.client()).value("rollcall_authorize_seconds_count{outcome=\"allowed\"}");
    }

    @Test
    void countsForNothingUnlessTheSettingIsOn() {
        Client client = SharedNode.client();
        Visitor browser = new Visitor(client.on(Client.LAPTOP)).signIn("admin", "admin123");
        Client link = client.with("Cookie", "rollcall=" + browser.cookie("rollcall"))
                .with("X-Forwarded-Method", "GET")
                .with("X-Forwarded-Uri", "/orders")
                .with("Accept", "text/html")
                .with("Sec-Fetch-Site", "same-origin");

        Reply reply = link.get("/authorize");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("TOKEN_REQUIRED");
        assertThat(reply.text("detail")).isEqualTo("Send a bearer token.");
        assertThat(reply.header("Location")).isEmpty();
        assertThat(browser.get("/login?return=http%3A%2F%2F" + client.address() + "%2Forders")
                        .location())
                .isEqualTo("/sessions");
    }
}
