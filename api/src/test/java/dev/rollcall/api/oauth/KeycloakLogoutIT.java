package dev.rollcall.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.testing.Keycloak;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S1-10: log-outs at a real Keycloak end the sessions here. */
class KeycloakLogoutIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path work;

    private static Keycloak keycloak;
    private static Node node;

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        keycloak = Keycloak.start(work, "http://127.0.0.1:" + port + "/oauth2/backchannel-logout");
        node = Node.start(TestDatabase.create(), keycloak.settings("server.port=" + port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        node.close();
        keycloak.close();
    }

    @Test
    void ofTheApplication() {
        Keycloak.Login left = keycloak.logIn();
        Keycloak.Login stays = keycloak.logIn();
        Reply here = session(left);
        Reply elsewhere = session(stays);

        keycloak.logOut(left);

        assertEnded(here);
        assertThat(profile(elsewhere).status()).isEqualTo(200);
        assertThat(bootstrap(left).text("reason")).isEqualTo("ENDED_BY_PROVIDER");
    }

    @Test
    void ofOneSessionByAnAdministrator() throws ParseException {
        Keycloak.Login ended = keycloak.logIn();
        Reply here = session(ended);
        Reply elsewhere = session(keycloak.logIn());

        keycloak.endSession(claim(ended, "sid"));

        assertEnded(here);
        assertThat(profile(elsewhere).status()).isEqualTo(200);
    }

    @Test
    void ofAllSessionsOfAUser() throws ParseException {
        Keycloak.Login one = keycloak.logIn();
        Keycloak.Login unused = keycloak.logIn();
        Reply phone = session(one);
        Reply laptop = session(keycloak.logIn());

        keycloak.logOutUser(claim(one, "sub"));

        assertEnded(phone);
        assertEnded(laptop);
        await().atMost(SOON).until(() -> bootstrap(unused).text("reason").equals("ENDED_BY_PROVIDER"));
    }

    private static void assertEnded(Reply session) {
        await().atMost(SOON).until(() -> profile(session).text("reason").equals("ENDED_BY_PROVIDER"));
    }

    private static Reply session(Keycloak.Login login) {
        Reply started = bootstrap(login);
        assertThat(started.status()).as(() -> started.body().toString()).isEqualTo(201);
        return started;
    }

    private static Reply bootstrap(Keycloak.Login login) {
        return node.client().bearer(login.accessToken()).post("/auth/bootstrap-session", Map.of());
    }

    private static Reply profile(Reply started) {
        return node.client().bearer(started.text("access_token")).get("/auth/profile");
    }

    private static String claim(Keycloak.Login login, String name) throws ParseException {
        return SignedJWT.parse(login.accessToken()).getJWTClaimsSet().getStringClaim(name);
    }
}
