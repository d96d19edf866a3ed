package dev.rollcall.api.sessions.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedIssuerNode;
import dev.rollcall.testing.TestIssuer;
import org.junit.jupiter.api.Test;

/** S4-2: logging out with a token that has no session id. */
class DeviceLogoutIT {

    private static final String BOOTSTRAP = "/auth/bootstrap-session";

    private static final TestIssuer ISSUER = SharedIssuerNode.issuer();

    private static final Node NODE = SharedIssuerNode.node();

    private final Client phone = NODE.client().on(Client.PHONE);

    @Test
    void endsTheOnlySessionOnTheSameDevice() {
        Client mia = NODE.client().bearer(ISSUER.token("mia"));
        String onPhone = mia.on(Client.PHONE).post(BOOTSTRAP).text("session.sessionId");
        String onLaptop = mia.on(Client.LAPTOP).post(BOOTSTRAP).text("session.sessionId");

        Reply out = mia.on(Client.PHONE).post("/logout");

        assertThat(out.text("sessionId")).isEqualTo(onPhone);
        assertThat(profile(mia.with("X-Session-Id", onLaptop))).isEqualTo(onLaptop);
    }

    @Test
    void endsNoneUnlessThereIsExactlyOne() {
        Client nina = phone.bearer(ISSUER.token("nina"));
        assertThat(nina.post("/logout").code()).isEqualTo("SESSION_REQUIRED");
        String one = nina.post(BOOTSTRAP).text("session.sessionId");
        String other = nina.post(BOOTSTRAP).text("session.sessionId");

        assertThat(nina.post("/logout").code()).isEqualTo("SESSION_REQUIRED");
        assertThat(profile(nina.with("X-Session-Id", one))).isEqualTo(one);
        assertThat(profile(nina.with("X-Session-Id", other))).isEqualTo(other);
    }

    @Test
    void needsTheSessionIdOnAnotherDevice() {
        Client olga = phone.bearer(ISSUER.token("olga"));
        olga.post(BOOTSTRAP);

        assertThat(olga.post("/auth/logout").code()).isEqualTo("SESSION_REQUIRED");
    }

    private static String profile(Client client) {
        Reply reply = client.get("/auth/profile");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.text("session.sessionId");
    }
}
