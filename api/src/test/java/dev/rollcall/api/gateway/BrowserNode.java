package dev.rollcall.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.util.Map;
import java.util.Objects;

/** A node that knows browsers behind a gateway, and what this gateway sends for {@code https://app.example.org}. */
final class BrowserNode {

    static final String APP = "https://app.example.org";

    static final String COOKIE = "__Host-rollcall";

    static final String PASSWORD = "correct horse";

    static final String[] SETTINGS = {
        "rollcall.gateway.cookie=true",
        "rollcall.gateway.allowed-hosts=app.example.org,other.example.org,localhost:8088",
        "rollcall.trusted-proxies=127.0.0.1"
    };

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE, SETTINGS);

    private static final Client CLIENT = NODE.client();

    private BrowserNode() {}

    static Client client() {
        return CLIENT;
    }

    /** Returns the gateway for requests to the application's host. */
    static Client gateway() {
        return CLIENT.with("X-Forwarded-Host", "app.example.org").with("X-Forwarded-Proto", "https");
    }

    /** Returns the gateway that asks about a request. */
    static Client asking(String method, String uri) {
        return gateway().with("X-Forwarded-Method", method).with("X-Forwarded-Uri", uri);
    }

    /** Creates an account. */
    static void create(String user) {
        create(user, Map.of());
    }

    static void create(String user, Map<String, Object> settings) {
        Client admin = CLIENT.signIn("admin", "admin123").client();
        assertThat(admin.post("/users", Map.of("userName", user, "password", PASSWORD))
                        .status())
                .isEqualTo(201);
        assertThat(admin.put("/users/" + user + "/security-settings", settings).status())
                .isEqualTo(200);
    }

    /** Returns a browser of a new user. */
    static Visitor signedIn(String user) {
        create(user);
        return signIn(user);
    }

    static Visitor signIn(String user) {
        return new Visitor(gateway().on(Client.LAPTOP)).signIn(user, PASSWORD);
    }

    static String cookieOf(Visitor browser) {
        return COOKIE + "=" + Objects.requireNonNull(browser.cookie(COOKIE));
    }
}
