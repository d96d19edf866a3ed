package dev.rollcall.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedIssuerNode;
import dev.rollcall.testing.TestIssuer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S2-1, S2-4: what gateways learn about a token without a session. */
class AuthorizeBootstrapIT {

    private static final TestIssuer ISSUER = SharedIssuerNode.issuer();

    private static final Node NODE = SharedIssuerNode.node();

    private final Client gateway = NODE.client();

    @Test
    void allowsAStartForTheOwnUser() {
        Reply reply = ask(ISSUER.token("cora"), "POST", "/users/cora/sessions?from=app");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-User-Id")).isEqualTo("cora");
        assertThat(reply.headers().firstValue("X-Session-Id")).hasValue("");
        assertThat(reply.header("X-Session-Bootstrap")).isEqualTo("true");
        assertThat(reply.headers().firstValue("X-Login-Time")).hasValue("");
        assertThat(reply.header("X-Auth-Reason")).isEqualTo("BOOTSTRAP");
        assertThat(ask(ISSUER.token("cora"), "POST", "/auth/bootstrap-session").status())
                .isEqualTo(200);
    }

    @Test
    void allowsAStartWhileOtherSessionsAreLive() {
        gateway.bearer(ISSUER.token("dora")).post("/auth/bootstrap-session", Map.of());

        assertThat(ask(ISSUER.token("dora"), "POST", "/users/dora/sessions").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "auth0|1, /users/auth0%7C1/sessions, 200",
        "auth0|1, /users/auth0|1/sessions, 403",
        "a@b.c, /users/a@b.c/sessions, 200",
        "a@b.c, /users/a%40b.c/sessions, 200",
        "a@b.c, /users/%61@b.c/sessions, 403",
        "zoë, /users/zo%C3%AB/sessions, 200",
        "zoë, /users/zo%c3%ab/sessions, 403",
        "., /users/./sessions, 403",
        ".., /users/../sessions, 403",
        "a/b, /users/a/b/sessions, 403",
    })
    void comparesTheUserLetterByLetter(String user, String uri, int status) {
        Reply reply = ask(ISSUER.token(user), "POST", uri);

        assertThat(reply.status()).isEqualTo(status);
    }

    @Test
    void encodesANameThatDoesNotFitIntoAHeader() {
        assertThat(ask(ISSUER.token("zoë"), "POST", "/auth/bootstrap-session").header("X-User-Id"))
                .isEqualTo("zo%C3%AB");
        assertThat(ask(ISSUER.token("zo%C3%AB"), "POST", "/auth/bootstrap-session")
                        .header("X-User-Id"))
                .isEqualTo("zo%25C3%25AB");
    }

    private Reply ask(String token, String method, String uri) {
        return gateway.bearer(token)
                .with("X-Original-Method", method)
                .with("X-Original-URI", uri)
                .get("/authorize");
    }
}
