package dev.rollcall.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A role that a provider assigned lasts only as long as the provider's token, whatever tokens of ours were issued for
 * it.
 */
class ProvidedRoleIT {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final Node NODE =
            Node.start(TestDatabase.create(), ISSUER.settings("role-claim=role", "roles[boss]=ADMIN"));

    private static final String BOOTSTRAP = "/auth/bootstrap-session";

    private final Client nobody = NODE.client();

    @AfterAll
    static void stop() {
        NODE.close();
        ISSUER.close();
    }

    @Test
    void isInTheTokensOfItsFirstSessionUntilTheProvidersTokenExpires() {
        Reply started = nobody.bearer(token("ada", 100)).post(BOOTSTRAP);

        assertThat(new SignedIn(nobody, started).profile().text("role")).isEqualTo("ADMIN");
        assertThat(started.at("expires_in").asInt()).isLessThanOrEqualTo(100);
    }

    @Test
    void isNotPassedOnBetweenTokensOfOurs() {
        SignedIn first = new SignedIn(nobody, nobody.bearer(token("bea", 100)).post(BOOTSTRAP));

        for (String start : new String[] {BOOTSTRAP, "/users/bea/sessions"}) {
            Reply second = first.client().post(start);
            assertThat(second.status()).as(second.toString()).isEqualTo(201);
            assertThat(new SignedIn(nobody, second).profile().text("role")).isEqualTo("USER");
            assertThat(second.at("expires_in").asInt()).isGreaterThan(100);
        }
    }

    @Test
    void isNotRenewedByARefresh() {
        SignedIn first = new SignedIn(nobody, nobody.bearer(token("cyd", 100)).post(BOOTSTRAP));

        Reply refreshed = nobody.post("/auth/refresh-token", Map.of("refresh_token", first.refreshToken()));

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(new SignedIn(nobody, refreshed).profile().text("role")).isEqualTo("USER");
    }

    @Test
    void appliesToFurtherSessionsOfTheProvidersToken() {
        Client provided = nobody.bearer(ISSUER.token(
                "dee",
                claims -> claims.claim("role", "boss")
                        .claim("sid", "login")
                        .expirationTime(Date.from(Instant.now().plusSeconds(100)))));
        provided.post(BOOTSTRAP);

        Reply second = provided.post(BOOTSTRAP);

        assertThat(new SignedIn(nobody, second).profile().text("role")).isEqualTo("ADMIN");
        assertThat(second.at("expires_in").asInt()).isLessThanOrEqualTo(100);
    }

    @Test
    void ofALocalAccountStays() {
        SignedIn admin = nobody.signIn("admin", "admin123");

        Reply second = admin.client().post(BOOTSTRAP);

        assertThat(new SignedIn(nobody, second).profile().text("role")).isEqualTo("ADMIN");
    }

    private static String token(String user, int seconds) {
        return ISSUER.token(
                user,
                claims -> claims.claim("role", "boss")
                        .expirationTime(Date.from(Instant.now().plusSeconds(seconds))));
    }
}
