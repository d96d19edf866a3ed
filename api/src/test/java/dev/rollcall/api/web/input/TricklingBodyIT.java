package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.OpenRequest;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Bodies that arrive slowly occupy no thread, and must be complete in time. */
class TricklingBodyIT {

    private static final int TRICKLING = 300;

    private static final int CHECKS = 50;

    private static final String LOGIN = "{\"user_name\":\"june_doe\",\"password\":\"test123\"}";

    private static Node node;

    private static Client client;

    @BeforeAll
    static void start() {
        node = Node.start(
                TestDatabase.create(),
                "server.tomcat.threads.max=10",
                "spring.threads.virtual.enabled=false",
                "server.tomcat.connection-timeout=60s",
                "rollcall.requests.body-timeout=PT20S");
        client = node.client();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void answersChecksAndLoginsWhileHundredsOfBodiesTrickle() {
        SignedIn device = client.start("checked");
        List<OpenRequest> trickling = new ArrayList<>();
        for (int i = 0; i < TRICKLING; i++) {
            trickling.add(client.raw().begin(head("POST /auth/login", 60) + "{"));
        }

        for (int i = 0; i < CHECKS; i++) {
            assertThat(device.client().get("/authorize").status()).isEqualTo(200);
        }
        assertThat(client.login("june_doe", "test123").status()).isEqualTo(200);
        assertThat(trickling).noneMatch(OpenRequest::isAnswered);
        trickling.forEach(request -> request.send(" "));

        assertThat(trickling).allSatisfy(request -> {
            Reply late = request.reply();
            assertThat(late.status()).as(late.toString()).isEqualTo(408);
            assertThat(late.code()).isEqualTo("REQUEST_TIMEOUT");
            assertThat(late.header("Connection")).isEqualTo("close");
            assertThat(late.header("X-Content-Type-Options")).isEqualTo("nosniff");
            request.close();
        });
    }

    @Test
    void tricklingHeadsOccupyNoThread() {
        SignedIn device = client.start("checked-beside-heads");
        List<OpenRequest> trickling = new ArrayList<>();
        for (int i = 0; i < TRICKLING; i++) {
            trickling.add(client.raw().begin("POST /auth/login HTTP/1.1\r\nHost: loc"));
        }

        for (int i = 0; i < CHECKS; i++) {
            trickling.get(i).send("a");
            assertThat(device.client().get("/authorize").status()).isEqualTo(200);
        }
        assertThat(trickling).noneMatch(OpenRequest::isAnswered);
        trickling.forEach(OpenRequest::close);
    }

    @Test
    void readsBodiesThatArriveInPieces() {
        assertThat(inPieces(head("POST /auth/login", LOGIN.length()) + LOGIN).status())
                .isEqualTo(200);
        assertThat(inPieces(chunkedHead("POST /auth/login") + chunk(LOGIN.substring(0, 9)) + chunk(LOGIN.substring(9))
                                + "0\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void readsFormsThatArriveInPieces() {
        SignedIn device = client.start("introspected");
        String form = "token_type_hint=access%5Ftoken&token=" + device.accessToken();
        String head = "POST /oauth2/introspect HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Basic Z2F0ZXdheTpnYXRld2F5LXNlY3JldA==\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n";

        Reply slow = inPieces(head + form);
        Reply fast = client.raw().send(head + form);

        assertThat(slow.status()).isEqualTo(200);
        assertThat(slow.at("active").asBoolean()).isTrue();
        assertThat(fast.body()).isEqualTo(slow.body());
    }

    @Test
    void refusesUnreadableParametersInPiecesAsIfSentAtOnce() {
        for (String form : List.of("token=%c0%af", "a=%", "a=1&".repeat(1_001))) {
            String head = "POST /sessions/end-others?b=%c0%af HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                    + "\r\n\r\n";

            Reply slow = inPieces(head + form);
            Reply fast = client.raw().send(head + form);

            assertThat(slow.status()).as(slow.toString()).isEqualTo(400);
            assertThat(slow.code()).isEqualTo(fast.code());
            assertThat(fast.status()).isEqualTo(400);
        }
    }

    /** The container dispatches such a request again; filters must not take it for one that has passed already. */
    @Test
    void protectsRequestsThatArriveInPieces() {
        SignedIn device = client.start("protected");

        Reply settings = inPieces(head("PUT /users/protected/security-settings", 17) + "{\"maxSessions\":1}");
        Reply page = inPieces("POST /sessions/end-others HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b");

        assertThat(settings.code()).isEqualTo("TOKEN_REQUIRED");
        assertThat(settings.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.status()).isEqualTo(403);
        assertThat(device.client()
                        .get("/users/protected/security-settings")
                        .at("maxSessions")
                        .asInt())
                .isZero();
    }

    @Test
    void doesNotWaitForBodiesThatAreTooLarge() {
        Reply declared = inPieces(head("POST /auth/logout", 65_537) + "{");
        Reply grown =
                inPieces(chunkedHead("POST /auth/logout") + chunk("x".repeat(40_000)) + chunk("x".repeat(40_000)));

        assertThat(declared.code()).isEqualTo("REQUEST_TOO_LARGE");
        assertThat(grown.code()).isEqualTo("REQUEST_TOO_LARGE");
    }

    @Test
    void survivesClientsThatDisconnect() {
        for (int i = 0; i < 20; i++) {
            client.raw().begin(head("POST /auth/login", 60) + "{").close();
        }
        assertThat(client.login("june_doe", "test123").status()).isEqualTo(200);
    }

    /** There is no end of the body to wait for. */
    @Test
    void invalidChunksEndTheConnection() {
        try (OpenRequest open = client.raw().begin(chunkedHead("POST /auth/login") + "no number\r\n")) {
            assertThat(open.replyOrEnd().map(Reply::status).orElse(400)).isEqualTo(400);
        }
        assertThat(client.login("june_doe", "test123").status()).isEqualTo(200);
    }

    /** Otherwise the container would skip a filter when it dispatches a request whose body has arrived. */
    @Test
    void allFiltersSeeDispatchedRequests() {
        var application = (ServletWebServerApplicationContext) node.mappings().getApplicationContext();
        var server = Objects.requireNonNull(application).getWebServer();
        Context context = (Context) ((TomcatWebServer) Objects.requireNonNull(server))
                .getTomcat()
                .getHost()
                .findChildren()[0];
        Map<String, Boolean> skipped = new HashMap<>();
        for (FilterMap filter : context.findFilterMaps()) {
            boolean sees = (filter.getDispatcherMapping() & FilterMap.ASYNC) != 0;
            skipped.merge(filter.getFilterName(), !sees, Boolean::logicalAnd);
        }

        assertThat(skipped).hasSizeGreaterThan(5);
        assertThat(skipped.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey))
                .as("one ignores bodies, one is Tomcat's and does nothing, one adds hashes to file names")
                .containsExactlyInAnyOrder(
                        "authorizeFilter", "Tomcat WebSocket (JSR356) Filter", "resourceUrlEncodingFilter");
    }

    /** Sends a request in pieces: the head, so that the body is waited for, then two parts of the body. */
    private static Reply inPieces(String request) {
        int body = request.indexOf("\r\n\r\n") + 4;
        try (OpenRequest open = client.raw().begin(request.substring(0, body))) {
            open.send(request.substring(body, body + 1));
            client.get("/.well-known/jwks.json");
            open.send(request.substring(body + 1));
            return open.reply();
        }
    }

    private static String head(String what, int length) {
        return what + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    private static String chunkedHead(String what) {
        return what + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n";
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }
}
