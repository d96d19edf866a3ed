package dev.rollcall.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.StoredEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** S3-1, S3-7: users are created, read and removed. */
class UsersIT {

    private static final String PASSWORD = "correct horse";

    private final Client client = SharedNode.client();
    private final Client admin = client.signIn("admin", "admin123").client();

    private SignedIn createUser(String user) {
        assertThat(admin.post("/users", Map.of("userName", user, "password", PASSWORD))
                        .status())
                .isEqualTo(201);
        return client.signIn(user, PASSWORD);
    }

    @Nested
    class Creating {

        @Test
        void letsTheUserSignIn() {
            Reply created = admin.post("/users", Map.of("user_name", "new mary", "password", PASSWORD));

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.header("Location")).isEqualTo("/users/new%20mary");
            assertThat(created.text("userId")).isEqualTo("new mary");
            assertThat(created.text("role")).isEqualTo("USER");
            assertThat(created.text("status")).isEqualTo("ACTIVE");
            assertThat(created.body().toString()).doesNotContain(PASSWORD, "argon2");
            assertThat(client.signIn("new mary", PASSWORD).profile().text("role"))
                    .isEqualTo("USER");
            assertThat(admin.get(created.header("Location")).body()).isEqualTo(created.body());
        }

        @Test
        void canCreateAdministrators() {
            admin.post("/users", Map.of("userName", "new-admin", "password", PASSWORD, "role", "ADMIN"));

            SignedIn second = client.signIn("new-admin", PASSWORD);
            assertThat(second.client().get("/users/june_doe/sessions").status()).isEqualTo(200);
        }

        @Test
        void refusesTheNameOfAnAccount() {
            Reply reply = Refusal.of(() -> admin.post("/users", Map.of("userName", "june_doe", "password", PASSWORD)));

            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.code()).isEqualTo("USER_EXISTS");
        }

        @Test
        void refusesANameWithAHistory() {
            client.start("from-elsewhere").client().post("/auth/logout");

            assertThat(Refusal.of(() ->
                                    admin.post("/users", Map.of("userName", "from-elsewhere", "password", PASSWORD)))
                            .code())
                    .isEqualTo("USER_EXISTS");
        }

        @Test
        void isForAdministratorsOnly() {
            Client june = client.signIn("june_doe", "test123").client();

            assertThat(Refusal.of(() -> june.post("/users", Map.of("userName", "x", "password", PASSWORD)))
                            .code())
                    .isEqualTo("FORBIDDEN");
        }
    }

    @Nested
    class Reading {

        @Test
        void isForTheUserAndForAdministrators() {
            Reply own = client.signIn("june_doe", "test123").client().get("/users/june_doe");

            assertThat(own.status()).isEqualTo(200);
            assertThat(own.body().propertyNames())
                    .containsExactlyInAnyOrder("userId", "role", "status", "createdAt", "email");
            assertThat(own.text("createdAt")).endsWith("Z");
            assertThat(admin.get("/users/june_doe").body()).isEqualTo(own.body());
        }

        @Test
        void isForNobodyElse() {
            Client june = client.signIn("june_doe", "test123").client();

            assertThat(june.get("/users/john_roe").code()).isEqualTo("USER_MISMATCH");
            assertThat(june.get("/users/nobody").code()).isEqualTo("USER_MISMATCH");
        }

        @Test
        void isNotFoundWithoutAnAccount() {
            SignedIn device = client.start("accountless");

            assertThat(device.client().get("/users/accountless").code()).isEqualTo("USER_NOT_FOUND");
            assertThat(admin.get("/users/accountless").code()).isEqualTo("USER_NOT_FOUND");
        }
    }

    @Nested
    class Removing {

        @Test
        void endsAllSessionsWithTheReason() {
            SignedIn one = createUser("goner");
            SignedIn other = client.signIn("goner", PASSWORD);

            assertThat(admin.delete("/users/goner").status()).isEqualTo(204);

            for (Reply refused : List.of(one.profile(), other.refresh())) {
                assertThat(refused.code()).isEqualTo("SESSION_ENDED");
                assertThat(refused.text("reason")).isEqualTo("USER_REMOVED");
                assertThat(refused.text("initiator")).isEqualTo("admin");
            }
            JsonNode event = StoredEvents.of(SharedNode.database(), "goner", "AllSessionsTerminated")
                    .get(0);
            assertThat(event.at("/initiator/actorId").asString()).isEqualTo("admin");
            assertThat(client.login("goner", PASSWORD).code()).isEqualTo("INVALID_CREDENTIALS");
            assertThat(admin.get("/users/goner").code()).isEqualTo("USER_NOT_FOUND");
            assertThat(Refusal.of(() -> admin.post("/users", Map.of("userName", "goner", "password", PASSWORD)))
                            .code())
                    .isEqualTo("USER_EXISTS");
        }

        @Test
        void worksWithoutAnAccount() {
            SignedIn device = client.start("goner-elsewhere");

            assertThat(admin.delete("/users/goner-elsewhere").status()).isEqualTo(204);
            assertThat(device.refresh().text("reason")).isEqualTo("USER_REMOVED");
            assertThat(Refusal.of(() -> admin.delete("/users/nobody")).code()).isEqualTo("USER_NOT_FOUND");
        }

        @Test
        void worksWithoutAHistory() {
            admin.post("/users", Map.of("userName", "never-came", "password", PASSWORD));

            assertThat(admin.delete("/users/never-came").status()).isEqualTo(204);
            assertThat(Refusal.of(() -> admin.delete("/users/never-came")).code())
                    .isEqualTo("USER_NOT_FOUND");
        }

        @Test
        void refusesTheAdministratorsOwnAccount() {
            assertThat(Refusal.of(() -> admin.delete("/users/admin")).code()).isEqualTo("CURRENT_ACCOUNT_PROTECTED");
            assertThat(admin.get("/auth/profile").status()).isEqualTo(200);
        }
    }
}
