package dev.rollcall.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** S3-1: a user changes their password. */
class PasswordIT {

    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";

    private final Client client = SharedNode.client();

    @Test
    void onlyTheNewPasswordWorks() {
        SignedIn here = createUser("changer");
        SignedIn there = client.signIn("changer", OLD);

        Reply changed = change(here, OLD, NEW);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.texts("sessionIds")).containsExactly(there.sessionId());
        assertThat(here.profile().status()).isEqualTo(200);
        assertThat(there.profile().text("reason")).isEqualTo("LOGGED_OUT_OTHERS");
        assertThat(client.login("changer", OLD).code()).isEqualTo("INVALID_CREDENTIALS");
        client.signIn("changer", NEW);
    }

    @Test
    void otherSessionsMayStay() {
        SignedIn here = createUser("keeper");
        SignedIn there = client.signIn("keeper", OLD);

        Reply changed = here.client()
                .put("/auth/password", Map.of("current_password", OLD, "new_password", NEW, "endOtherSessions", false));

        assertThat(changed.texts("sessionIds")).isEmpty();
        assertThat(there.profile().status()).isEqualTo(200);
    }

    @Test
    void requiresTheCurrentPassword() {
        SignedIn here = createUser("guessed");
        SignedIn there = client.signIn("guessed", OLD);

        Reply refused = Refusal.of(() -> change(here, "wrong", NEW));

        assertThat(refused.code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(there.profile().status()).isEqualTo(200);
        client.signIn("guessed", OLD);
    }

    @Test
    void oneOfSeveralConcurrentChangesSucceeds() {
        SignedIn here = createUser("hasty");

        List<Reply> replies = AtOnce.call(
                8,
                number -> here.client()
                        .put("/auth/password", Map.of("currentPassword", OLD, "newPassword", NEW + number)));

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .extracting(Reply::code)
                .containsOnly("INVALID_CREDENTIALS");
    }

    @Test
    void requires8To1024CharactersAndNotTheUserName() {
        SignedIn here = createUser("Long-Enough");

        for (String bad : List.of("1234567", "x".repeat(1_025), "long-enough", "password1", "PassWord1")) {
            Reply refused = Refusal.ofField("newPassword", () -> change(here, OLD, bad));
            assertThat(refused.text("detail")).doesNotContain(bad);
        }
        String horses = "\uD83D\uDC34".repeat(8);
        Refusal.ofField("newPassword", () -> change(here, OLD, horses.substring(2)));
        assertThat(change(here, OLD, horses).status()).isEqualTo(200);
        client.signIn("Long-Enough", horses);
    }

    @Test
    void refusesUsersWithoutAnAccount() {
        SignedIn device = client.start("password-less");

        assertThat(Refusal.of(() -> change(device, OLD, NEW)).code()).isEqualTo("ACCOUNT_REQUIRED");
    }

    private static Reply change(SignedIn device, String current, String next) {
        return device.client().put("/auth/password", Map.of("currentPassword", current, "newPassword", next));
    }

    private SignedIn createUser(String user) {
        Client admin = client.signIn("admin", "admin123").client();
        assertThat(admin.post("/users", Map.of("userName", user, "password", OLD))
                        .status())
                .isEqualTo(201);
        return client.signIn(user, OLD);
    }
}
