package dev.rollcall.api.sessions.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3-3, S4-1, S4-2, S1-10: logging out, and what remains of a session afterwards. */
class LogoutIT {

    private final Client client = SharedNode.client();

    @ParameterizedTest
    @ValueSource(strings = {"/auth/logout", "/logout"})
    void endsTheCurrentSessionAndReturnsItsId(String path) {
        String user = "logout" + path.replace('/', '-');
        SignedIn here = client.start(user);
        SignedIn there = client.start(user);

        Reply reply = here.client().post(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("sessionId")).isEqualTo(here.sessionId());
        assertThat(reply.at("expiredSessions").asInt(-1)).isZero();
        assertThat(there.client().get("/auth/sessions").texts("sessions", "sessionId"))
                .containsExactly(there.sessionId());
    }

    @Test
    void tokensOfAnEndedSessionAreRefusedAtOnce() {
        SignedIn device = client.start("ended");
        device.client().post("/auth/logout");

        Reply access = device.profile();
        Reply refresh = device.refresh();
        Reply again = device.client().post("/auth/logout");
        Reply another = device.client().post(device.sessions());

        assertThat(access.status()).isEqualTo(401);
        assertThat(access.code()).isEqualTo("SESSION_ENDED");
        assertThat(access.text("reason")).isEqualTo("LOGGED_OUT");
        assertThat(access.text("initiator")).isEqualTo("user");
        assertThat(access.text("endedAt")).isNotEmpty();
        assertThat(access.text("detail")).isEqualTo("You signed out.");
        assertThat(access.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(refresh.status()).isEqualTo(401);
        assertThat(refresh.text("reason")).isEqualTo("LOGGED_OUT");
        assertThat(again.text("reason")).isEqualTo("LOGGED_OUT");
        assertThat(another.text("reason")).isEqualTo("LOGGED_OUT");
    }

    @Test
    void everywhereEndsThisSessionToo() {
        SignedIn one = client.start("everywhere");
        SignedIn two = client.start("everywhere");

        Reply reply = one.client().post("/auth/logout-all");

        assertThat(reply.texts("sessionIds")).containsExactly(one.sessionId(), two.sessionId());
        assertThat(one.profile().text("reason")).isEqualTo("LOGGED_OUT_EVERYWHERE");
        assertThat(two.profile().text("reason")).isEqualTo("LOGGED_OUT_EVERYWHERE");
    }

    @Test
    void everywhereElseKeepsThisSession() {
        SignedIn here = client.start("elsewhere");
        SignedIn there = client.start("elsewhere");

        Reply reply = here.client().post("/auth/logout-all?except=current");

        assertThat(reply.texts("sessionIds")).containsExactly(there.sessionId());
        assertThat(here.profile().status()).isEqualTo(200);
        assertThat(there.profile().text("reason")).isEqualTo("LOGGED_OUT_OTHERS");
        assertThat(here.client().post("/auth/logout-all?except=current").texts("sessionIds"))
                .isEmpty();
    }

    @Test
    void endsOneOtherSessionOnly() {
        SignedIn here = client.start("one-other");
        SignedIn lost = client.start("one-other");
        SignedIn third = client.start("one-other");

        Reply reply = here.client().post("/auth/logout-session/" + lost.sessionId());

        assertThat(reply.texts("sessionIds")).containsExactly(lost.sessionId());
        assertThat(lost.profile().text("reason")).isEqualTo("TERMINATED_BY_USER");
        assertThat(third.profile().status()).isEqualTo(200);
    }

    @Test
    void refusesForeignAndUnknownSessionsAlike() {
        SignedIn here = client.start("curious");
        SignedIn foreign = client.start("not-curious");
        SignedIn over = client.start("curious");
        over.client().post("/auth/logout");

        Reply ofOther = here.client().post("/auth/logout-session/" + foreign.sessionId());
        Reply unknown = here.client().post("/auth/logout-session/" + UUID.randomUUID());
        Reply ended = here.client().post("/auth/logout-session/" + over.sessionId());
        Reply noId = here.client().post("/auth/logout-session/none");

        assertThat(ofOther.status()).isEqualTo(404);
        assertThat(ofOther.code()).isEqualTo("SESSION_NOT_FOUND");
        for (Reply reply : new Reply[] {unknown, ended, noId}) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.text("detail")).isEqualTo(ofOther.text("detail"));
        }
        assertThat(foreign.profile().status()).isEqualTo(200);
    }
}
