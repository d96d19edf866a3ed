package dev.rollcall.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedIssuerNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9470: loosening settings requires a login within the last ten minutes; tightening requires only a session. */
class StepUpIT {

    private static final Map<String, Object> ONE = Map.of("maxSessions", 1);
    private static final Map<String, Object> TWO = Map.of("maxSessions", 2);

    private static final TestIssuer ISSUER = SharedIssuerNode.issuer();

    private static final Node NODE = SharedIssuerNode.node();

    private static final Client CLIENT = NODE.client();

    @Test
    void aSessionStartedByAnotherOneTightensButDoesNotLoosen() {
        SignedIn login = CLIENT.signIn("june_doe", "test123");
        SignedIn another = new SignedIn(CLIENT, login.client().post(login.sessions()));
        assertThat(put(another, TWO).status()).isEqualTo(200);
        assertThat(put(another, ONE).status()).isEqualTo(200);

        Reply refused = put(another, TWO);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"insufficient_user_authentication\","
                        + " error_description=\"Sign in again to loosen these rules.\", max_age=\"600\"");
        assertThat(put(another, Map.of()).code()).isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
        assertThat(another.client().get(path(another)).at("maxSessions").asInt())
                .isEqualTo(1);
        assertThat(put(another, ONE).status()).isEqualTo(200);
        assertThat(put(CLIENT.signIn("june_doe", "test123"), TWO).status()).isEqualTo(200);
    }

    @Test
    void aRefreshDoesNotCountAsLogin() {
        SignedIn login = CLIENT.signIn("john_roe", "test123").settings(ONE);
        SignedIn refreshed = new SignedIn(CLIENT, login.refresh());

        assertThat(put(refreshed, TWO).code()).isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
        assertThat(put(login, TWO).status()).isEqualTo(200);
    }

    @Test
    void administratorsNeedARecentLoginToo() {
        CLIENT.start("administered").settings(ONE);
        SignedIn admin = CLIENT.signIn("admin", "admin123");
        SignedIn refreshed = new SignedIn(CLIENT, admin.refresh());
        String path = "/users/administered/security-settings";

        assertThat(refreshed.client().put(path, TWO).code()).isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
        assertThat(admin.client().put(path, TWO).status()).isEqualTo(200);
        assertThat(refreshed.client().put(path, ONE).status()).isEqualTo(200);
    }

    /** The ages, in minutes, of the token that starts the session and of its {@code auth_time}, if it has one. */
    @ParameterizedTest
    @CsvSource({"0, , 200", "0, 9, 200", "0, 11, 401", "9, , 200", "11, , 401", "11, 9, 200"})
    void aProvidersTokenTellsWhenTheUserSignedIn(int issued, Integer authenticated, int status) {
        String user = "external-" + issued + "-" + authenticated;
        Client external = CLIENT.bearer(token(user, issued, authenticated)).on(Client.PHONE);
        SignedIn started = new SignedIn(CLIENT, external.post("/auth/bootstrap-session"));
        started.settings(ONE);

        assertThat(put(started, TWO).status()).isEqualTo(status);
        Reply itself = external.with("X-Session-Id", started.sessionId()).put(path(started), Map.of("maxSessions", 3));
        assertThat(itself.status()).isEqualTo(status);
    }

    @Test
    void aRefreshedTokenOfAProviderDoesNotCountAsLogin() {
        Client external = CLIENT.on(Client.PHONE);
        SignedIn started =
                new SignedIn(CLIENT, external.bearer(token("renewed", 11, null)).post("/auth/bootstrap-session"));
        started.settings(ONE);
        Client session = external.with("X-Session-Id", started.sessionId());
        String newer = ISSUER.token(
                "renewed", claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(2))));

        assertThat(session.bearer(newer).put(path(started), TWO).code()).isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
        assertThat(session.bearer(token("renewed", 0, 0))
                        .put(path(started), TWO)
                        .status())
                .isEqualTo(200);
    }

    private static String token(String user, int issued, @Nullable Integer authenticated) {
        return ISSUER.token(user, claims -> {
            claims.issueTime(minutesAgo(issued));
            if (authenticated != null) {
                claims.claim("auth_time", minutesAgo(authenticated).toInstant().getEpochSecond());
            }
        });
    }

    private static Date minutesAgo(int minutes) {
        return Date.from(Instant.now().minus(Duration.ofMinutes(minutes)));
    }

    private static String path(SignedIn device) {
        return "/users/" + device.userId() + "/security-settings";
    }

    private static Reply put(SignedIn device, Map<String, Object> settings) {
        return device.client().put(path(device), settings);
    }
}
