package dev.rollcall.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.ExampleGateway;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-4: what a browser gets from an example of a gateway, which a real program runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowsersBehindGateway {

    private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

    private static final Pattern SESSION = Pattern.compile("\"session\":\"([^\"]+)\"");

    private static final String FETCH_ORDERS = "fetch('/orders', {method: 'POST'}).then(answer => answer.status)";

    private final String example;
    private final String port = ExampleGateway.freePort();
    private final TestDatabase database = TestDatabase.create();
    private final Node node = start();

    @SuppressWarnings("NullAway.Init")
    private ExampleGateway gateway;

    /** @param example the name of the configuration */
    BrowsersBehindGateway(String example) {
        this.example = example;
    }

    private Node start() {
        return Node.start(
                database,
                "rollcall.gateway.cookie=true",
                "rollcall.gateway.allowed-hosts=127.0.0.1:" + port,
                "rollcall.trusted-proxies=127.0.0.1");
    }

    @BeforeAll
    void startGateway(@TempDir Path directory) {
        gateway = ExampleGateway.start(example, directory, port, node.client());
    }

    @AfterAll
    void stop() {
        gateway.close();
        node.close();
    }

    private Visitor browser() {
        return new Visitor(gateway.client().on(Client.LAPTOP).with("Accept", HTML));
    }

    private Visitor signedIn(String user) {
        admin().post("/users", Map.of("userName", user, "password", BrowserNode.PASSWORD));
        return browser().signIn(user, BrowserNode.PASSWORD);
    }

    private Client admin() {
        return node.client().signIn("admin", "admin123").client();
    }

    /** Returns a script of the application in this browser. */
    private Client script(Visitor browser) {
        return gateway.client()
                .with("Cookie", "rollcall=" + browser.cookie("rollcall"))
                .with("Accept", "*/*");
    }

    private Client ownScript(Visitor browser) {
        return script(browser).with("Origin", origin()).with("Sec-Fetch-Site", "same-origin");
    }

    private String origin() {
        return "http://127.0.0.1:" + port;
    }

    @Test
    void logsInAndComesBackToItsPage() {
        admin().post("/users", Map.of("userName", "nina", "password", BrowserNode.PASSWORD));
        Visitor browser = browser();

        Visitor.Page refused = browser.get("/orders/7?x=1&y=%C3%BC");
        assertThat(refused.status()).isEqualTo(303);
        assertThat(refused.location()).startsWith("/login?return=");
        Visitor.Page form = browser.get(refused.location());
        assertThat(form.text("h1")).isEqualTo("Sign in");
        Visitor.Page loggedIn = browser.post(
                "/login",
                Map.of(
                        "userName",
                        "nina",
                        "password",
                        BrowserNode.PASSWORD,
                        "to",
                        form.html().select("[name=to]").attr("value")));

        assertThat(loggedIn.location()).isEqualTo(origin() + "/orders/7?x=1&y=%C3%BC");
        Reply page = script(browser).with("Accept", HTML).get("/orders/7?x=1&y=%C3%BC");
        assertThat(page.text("path")).isEqualTo("/orders/7?x=1&y=%C3%BC");
        assertThat(page.text("user")).isEqualTo("nina");
        assertThat(browser.get(refused.location()).location()).isEqualTo(loggedIn.location());
        assertThat(browser.get("/sessions").status()).isEqualTo(200);
    }

    @Test
    void aRealBrowserSignsInComesBackAndIsToldWhyItWasSignedOut() {
        admin().post("/users", Map.of("userName", "uma", "password", BrowserNode.PASSWORD));
        try (Browser browser = Browser.at(gateway.client())) {
            Page page = browser.page();
            page.navigate("/orders/7?x=1");
            page.getByLabel("User name").fill("uma");
            page.getByLabel("Password").fill(BrowserNode.PASSWORD);
            page.keyboard().press("Enter");
            page.waitForURL(origin() + "/orders/7?x=1");

            String seen = page.locator("body").innerText();
            assertThat(seen).contains("\"user\":\"uma\"").contains("\"cookies\":\"\"");
            assertThat(page.evaluate(FETCH_ORDERS)).isEqualTo(200);

            admin().delete("/users/uma/sessions/"
                    + SESSION.matcher(seen).results().findFirst().orElseThrow().group(1));

            assertThat(page.evaluate(FETCH_ORDERS)).isEqualTo(401);
            page.reload();
            assertThat(page.url()).startsWith(origin() + "/login?return=");
            assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("administrator");
        }
    }

    @Test
    void theApplicationSeesTheUserButNotRollcallsCookies() {
        Visitor browser = signedIn("olga");
        Client script = gateway.client()
                .with("Sec-Fetch-Site", "same-origin")
                .with("X-User-Id", "admin")
                .with("X-Session-Id", "x")
                .with("X-Login-Time", "1970-01-01T00:00:00Z");
        String session = "rollcall=" + browser.cookie("rollcall");
        String others = "rollcall-csrf=c; __Host-rollcall=h; rollcall-proof=p; rollcall-notice=n";

        Reply reply = script.with("Cookie", "theme=dark; " + others + "; " + session + "; xrollcall=1; last=1")
                .get("/orders");
        Reply only = script.with("Cookie", session).get("/orders");

        assertThat(reply.text("user")).isEqualTo("olga");
        assertThat(reply.text("session")).isEqualTo(browser.sessionId());
        assertThat(reply.text("since")).startsWith("20");
        assertThat(reply.text("cookies")).isEqualTo("theme=dark; xrollcall=1; last=1");
        assertThat(only.text("user")).isEqualTo("olga");
        assertThat(only.text("cookies")).isEmpty();
    }

    @Test
    void aClientWithATokenNeedsNoCookie() {
        SignedIn device = node.client().start("petra");

        Reply reply = gateway.client()
                .bearer(device.accessToken())
                .with("Cookie", "theme=dark")
                .with("X-User-Id", "admin")
                .post("/orders", Map.of());

        assertThat(reply.text("user")).isEqualTo("petra");
        assertThat(reply.text("cookies")).isEqualTo("theme=dark");
    }

    @Test
    void aBrowserThatWasSignedOutElsewhereIsToldWhy() {
        Visitor browser = signedIn("quinn");
        assertThat(ownScript(browser).get("/orders").status()).isEqualTo(200);
        admin().delete("/users/quinn/sessions/" + browser.sessionId());

        Reply script = ownScript(browser).get("/orders");
        Visitor.Page page = browser.get("/orders");

        assertThat(script.status()).isEqualTo(401);
        assertThat(script.code()).isEqualTo("SESSION_ENDED");
        assertThat(script.text("reason")).isEqualTo("TERMINATED_BY_ADMIN");
        assertThat(page.status()).isEqualTo(303);
        assertThat(browser.get(page.location()).text("[role=alert]")).contains("administrator");
    }

    @Test
    void aScriptGetsTheProblemInsteadOfARedirect() {
        Reply reply = gateway.client()
                .with("Accept", "application/json")
                .with("Sec-Fetch-Mode", "cors")
                .get("/orders");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("TOKEN_REQUIRED");
        assertThat(reply.header("Location")).isEmpty();
    }

    @Test
    void otherSitesCannotActAsTheUser() {
        Visitor browser = signedIn("rosa");
        Client form = script(browser).with("Accept", HTML);

        Reply foreign = form.with("Origin", "http://evil.example").post("/orders", Map.of());
        Reply sibling = form.with("Sec-Fetch-Site", "same-site")
                .with("Sec-Fetch-Mode", "navigate")
                .with("Sec-Fetch-Dest", "document")
                .post("/orders", Map.of());
        Reply own = form.with("Origin", origin()).post("/orders", Map.of());

        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.code()).isEqualTo("ORIGIN_NOT_ALLOWED");
        assertThat(foreign.header("Location")).isEmpty();
        assertThat(sibling.code()).isEqualTo("ORIGIN_NOT_ALLOWED");
        assertThat(own.text("user")).isEqualTo("rosa");
    }

    @Test
    void aClientCannotDescribeItsRequestItself() {
        Visitor browser = signedIn("sven");
        Client form = script(browser).with("Sec-Fetch-Site", "cross-site");
        Client page = gateway.client().with("Accept", HTML);

        Reply post = form.with("X-Forwarded-Method", "GET")
                .with("X-Original-Method", "GET")
                .with("X-Forwarded-Uri", "/x")
                .with("X-Original-URI", "/x")
                .post("/orders", Map.of());
        Reply host = page.with("X-Forwarded-Host", "evil.example")
                .with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Uri", "/x")
                .with("X-Original-URI", "/x")
                .get("/orders");

        assertThat(post.code()).isEqualTo("ORIGIN_NOT_ALLOWED");
        assertThat(host.header("Location")).isEqualTo("/login?return=http%3A%2F%2F127.0.0.1%3A" + port + "%2Forders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "/\\evil.example", "/%5cevil.example", "/;@evil.example/"})
    void noPathLeadsToAnotherHost(String path) {
        Reply refused = page(path, "127.0.0.1:" + port);

        assertThat(refused.header("Location"))
                .matches("|/login\\?return=http%3A%2F%2F127\\.0\\.0\\.1%3A" + port + "%2F.*");
    }

    private Reply page(String path, String host) {
        return gateway.client()
                .raw()
                .send("GET " + path + " HTTP/1.1\r\nHost: " + host
                        + "\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
    }

    @Test
    void noOtherHostAndNoOtherReturnLeadsThere() {
        Visitor browser = signedIn("tina");

        Reply otherHost = page("/", "evil.example");

        assertThat(otherHost.status()).isBetween(400, 499);
        assertThat(otherHost.header("Location")).isEmpty();
        assertThat(browser.get("/login?return=http%3A%2F%2Fevil.example%2F").location())
                .isEqualTo("/sessions");
    }

    @Test
    void refusesEverythingWhileRollcallIsDown(@TempDir Path directory) {
        String ownPort = ExampleGateway.freePort();
        try (Node own = Node.start(
                TestDatabase.create(),
                "rollcall.gateway.cookie=true",
                "rollcall.gateway.allowed-hosts=127.0.0.1:" + ownPort,
                "rollcall.trusted-proxies=127.0.0.1")) {
            try (ExampleGateway gateway = ExampleGateway.start(example, directory, ownPort, own.client())) {
                Visitor browser = new Visitor(gateway.client()).signIn("admin", "admin123");
                Client script = gateway.client()
                        .with("Cookie", "rollcall=" + browser.cookie("rollcall"))
                        .with("Accept", HTML);
                assertThat(script.get("/orders").text("user")).isEqualTo("admin");
                own.close();

                Reply refused = await().until(() -> script.get("/orders"), reply -> reply.status() != 200);

                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            }
        }
    }
}
