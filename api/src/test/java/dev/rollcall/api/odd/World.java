package dev.rollcall.api.odd;

import dev.rollcall.api.sessions.cookie.SignedCookies;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.MailServer;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import dev.rollcall.testing.TokenForge;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A node with generous limits, and everything needed to make requests to it. */
final class World implements AutoCloseable {

    /** The host of an application behind a gateway. */
    static final String APPLICATION = "localhost:8088";

    private static final String[] SETTINGS = {
        "rollcall.tokens.access-token-lifetime=PT12H",
        "rollcall.live.max-streams-per-user=10000",
        "rollcall.pages.password-again-after=PT1M",
        "rollcall.gateway.cookie=true",
        "rollcall.gateway.allowed-hosts=" + APPLICATION,
        "rollcall.trusted-proxies=127.0.0.1",
        "logging.level.org.apache=info"
    };

    final TestIssuer issuer = TestIssuer.start();
    final MailServer mail = MailServer.start();
    final TestDatabase database = TestDatabase.create();
    final Node node = Node.start(database, issuer.settings(mail.settings(SETTINGS)));
    final Client client = node.client();
    final KeyPair foreignKey = newKey();
    final Bystanders bystanders = Bystanders.in(this);
    final String csrfCookie;
    final String csrfToken;

    World() {
        Reply form = client.get("/login");
        String html = form.body().asString();
        this.csrfToken = Objects.requireNonNull(Jsoup.parse(html).selectFirst("input[name=_csrf]"))
                .attr("value");
        this.csrfCookie = form.header("Set-Cookie").split(";", 2)[0];
    }

    private final JdbcTemplate accounts = new JdbcTemplate(new SingleConnectionDataSource(database.url(), true));

    /** Creates users with the demo password, unless they exist. */
    synchronized void account(String name, String role) {
        accounts.update("""
                        INSERT INTO account (user_id, password_hash, role, status, created_at)
                        SELECT ?, password_hash, ?, 'ACTIVE', now() FROM account WHERE user_id = 'june_doe'
                        ON CONFLICT (user_id) DO UPDATE SET role = excluded.role, status = 'ACTIVE',
                        password_hash = excluded.password_hash
                        """, name, role);
    }

    /** Returns the page cookie for a session, and the form token. */
    String cookie(String sessionId) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        node.bean(SignedCookies.class)
                .write(new MockHttpServletRequest(), response, "rollcall", "bc1." + sessionId, Duration.ofDays(1));
        return cookies(Objects.requireNonNull(response.getHeader("Set-Cookie")).split(";", 2)[0]);
    }

    String cookies(String cookie) {
        return "Cookie: " + cookie + "; " + csrfCookie;
    }

    /** Makes tokens like those of this node, and forged ones. */
    TokenForge forge(SignedIn device) {
        byte[] key = database.jdbc()
                .queryForObject(
                        "SELECT value FROM shared_value WHERE name = 'signing-key' ORDER BY generation LIMIT 1",
                        byte[].class);
        try {
            var signing = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
            return TokenForge.like(device.accessToken(), new KeyPair(foreignKey.getPublic(), signing));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(256);
            return keys.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    SignedIn startExternal(String token) {
        Reply reply = client.bearer(token).post("/auth/bootstrap-session", Map.of());
        if (reply.status() != 201) {
            throw new IllegalStateException("start: " + reply);
        }
        return new SignedIn(client, reply);
    }

    @Override
    public void close() {
        node.close();
        issuer.close();
        mail.close();
    }
}
