package dev.rollcall.api.web.input;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Operation;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-10, S3-3, S4-1: repeating a call. */
class RepeatedCallIT {

    private final Client client = SharedNode.client();

    @ParameterizedTest
    @ValueSource(strings = {"/auth/logout", "/logout", "/auth/logout-all"})
    void refusesASecondLogoutBecauseTheSessionHasEnded(String path) {
        SignedIn device = client.start("twice-out");

        assertThat(device.client().post(path).status()).isEqualTo(200);
        assertThat(Refusal.of(() -> device.client().post(path)).code()).isEqualTo("SESSION_ENDED");
    }

    @Test
    void refusesToEndAnEndedSession() {
        SignedIn here = client.start("twice-ended");
        SignedIn there = client.start("twice-ended");
        String path = here.sessions() + "/" + there.sessionId();

        assertThat(here.client().delete(path).status()).isEqualTo(204);
        assertThat(Refusal.of(() -> here.client().delete(path)).code()).isEqualTo("SESSION_NOT_FOUND");
        assertThat(Refusal.of(() -> here.client().post("/auth/logout-session/" + there.sessionId()))
                        .code())
                .isEqualTo("SESSION_NOT_FOUND");
        assertThat(here.profile().status()).isEqualTo(200);
    }

    @Test
    void acceptsToEndNoFurtherSessions() {
        SignedIn here = client.start("nothing-more");
        client.start("nothing-more");

        assertThat(here.client().delete(here.sessions() + "?except=current").texts("sessionIds"))
                .hasSize(1);
        assertThat(here.client().delete(here.sessions() + "?except=current").texts("sessionIds"))
                .isEmpty();
    }

    static List<Operation> protectedOperations() {
        return Operation.all().stream().filter(not(RepeatedCallIT::isPublic)).toList();
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    void refusesEveryOperationForAnEndedSession(Operation operation) {
        SignedIn device = client.start("no-more");
        device.client().post("/auth/logout");

        for (int i = 0; i < 2; i++) {
            Reply reply = Refusal.of(
                    () -> device.client().send(operation.method(), operation.path(device), "{\"maxSessions\":1}"));
            assertThat(reply.code()).isEqualTo("SESSION_ENDED");
            assertThat(reply.text("reason")).isEqualTo("LOGGED_OUT");
        }
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    void refusesEveryOperationWithoutAToken(Operation operation) {
        SignedIn device = client.start("no-token");

        assertThat(Refusal.of(() -> client.send(operation.method(), operation.path(device), "{}"))
                        .code())
                .isEqualTo(operation.isForClients() ? "INVALID_CLIENT" : "TOKEN_REQUIRED");
    }

    private static boolean isPublic(Operation operation) {
        return Set.of(
                        "/auth/login",
                        "/auth/refresh-token",
                        "/auth/password-reset",
                        "/auth/password-reset-mail",
                        "/oauth2/backchannel-logout",
                        "/.well-known/jwks.json",
                        "/audit/key",
                        "/.well-known/oauth-authorization-server")
                .contains(operation.pattern());
    }
}
