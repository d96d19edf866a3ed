package dev.rollcall.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.StoredEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** S0-4: sessions of other users. */
class ForeignSessionsIT {

    private final Client client = SharedNode.client();

    @Test
    void areOutOfReach() {
        SignedIn mallory = client.start("mallory");
        SignedIn alice = client.start("alice");
        Client caller = mallory.client();

        List<Reply> replies = List.of(
                caller.get(alice.sessions()),
                caller.post(alice.sessions()),
                caller.delete(alice.sessions()),
                caller.get(alice.sessions() + "/" + alice.sessionId()),
                caller.delete(alice.sessions() + "/" + alice.sessionId()),
                caller.get("/users/alice/security-settings"),
                caller.put("/users/alice/security-settings", Map.of("maxSessions", 1)));

        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("USER_MISMATCH");
        });
        assertThat(alice.profile().status()).isEqualTo(200);
        assertThat(caller.get(mallory.sessions() + "/" + alice.sessionId()).code())
                .isEqualTo("SESSION_NOT_FOUND");
        assertThat(caller.delete(mallory.sessions() + "/" + alice.sessionId()).code())
                .isEqualTo("SESSION_NOT_FOUND");
    }

    @Test
    void anAdministratorMayActAndThatIsRecorded() {
        SignedIn admin = client.signIn("admin", "admin123");
        SignedIn bob = client.start("bob");

        assertThat(admin.client().get(bob.sessions()).texts("sessions", "sessionId"))
                .containsExactly(bob.sessionId());
        assertThat(admin.client().delete(bob.sessions() + "/" + bob.sessionId()).status())
                .isEqualTo(204);

        assertThat(bob.profile().text("reason")).isEqualTo("TERMINATED_BY_ADMIN");
        assertThat(bob.profile().text("initiator")).isEqualTo("admin");
        assertThat(StoredEvents.of(SharedNode.database(), "bob", "SessionTerminated"))
                .singleElement()
                .extracting(event -> event.at("/initiator/actorId").asString())
                .isEqualTo("admin");
    }

    @Test
    void anAdministratorIsToldThatAUserIsUnknown() {
        SignedIn admin = client.signIn("admin", "admin123");

        assertThat(admin.client().get("/users/never-seen/sessions").code()).isEqualTo("USER_NOT_FOUND");
        assertThat(admin.client().delete("/users/never-seen/sessions").status()).isEqualTo(404);
        admin.client().post("/users", Map.of("userName", "never-signed-in", "password", "correct horse"));
        assertThat(admin.client().delete("/users/never-signed-in/sessions").texts("sessionIds"))
                .isEmpty();
        assertThat(admin.client()
                        .delete("/users/never-signed-in/sessions?except=current")
                        .text("field"))
                .isEqualTo("except");
        assertThat(admin.client().post("/users/never-signed-in/sessions").code())
                .isEqualTo("USER_MISMATCH");
    }
}
