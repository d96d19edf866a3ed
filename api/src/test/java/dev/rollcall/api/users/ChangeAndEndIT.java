package dev.rollcall.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * S1-10: an account changes together with the sessions that are based on it. The database fails in the middle, as if
 * the node had died there; afterwards nothing has changed, and the same call works.
 */
class ChangeAndEndIT {

    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";

    private static final JdbcTemplate DATABASE = SharedNode.database().jdbc();

    private final Client client = SharedNode.client();
    private final Client admin = client.signIn("admin", "admin123").client();

    /** The table at which the database fails, for one user only. */
    private enum Failing {
        ENDINGS("INSERT ON domain_event_entry", "NEW.aggregate_identifier"),
        ACCOUNT("UPDATE OR DELETE ON account", "OLD.user_id"),
        KEYS("DELETE ON user_key", "OLD.user_id");

        final String when;
        final String user;

        Failing(String when, String user) {
            this.when = when;
            this.user = user;
        }

        <T> T during(String userId, Supplier<T> call) {
            DATABASE.execute("""
                    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                        RAISE EXCEPTION 'a failure in the middle';
                    END $$;
                    CREATE TRIGGER failing BEFORE %s FOR EACH ROW WHEN (%s = '%s') EXECUTE FUNCTION fail();
                    """.formatted(when, user, userId));
            try {
                return call.get();
            } finally {
                DATABASE.execute("DROP FUNCTION fail() CASCADE");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ENDINGS", "ACCOUNT"})
    void thePasswordChangesWithTheEndOfTheOtherSessionsOrNotAtAll(Failing failing) {
        String user = "half-changed-" + failing;
        SignedIn owner = createUser(user);
        SignedIn thief = client.signIn(user, OLD);

        Reply failed = failing.during(user, () -> changePassword(owner));

        assertThat(failed.status()).isGreaterThanOrEqualTo(500);
        assertThat(thief.profile().status()).isEqualTo(200);
        assertThat(client.login(user, NEW).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(changePassword(owner).texts("sessionIds")).containsExactly(thief.sessionId());
        assertThat(thief.profile().text("reason")).isEqualTo("LOGGED_OUT_OTHERS");
        client.signIn(user, NEW);
    }

    @Test
    void thePasswordChangesOnThePageWithTheEndOfTheOtherSessionsOrNotAtAll() {
        String user = "half-changed-on-a-page";
        createUser(user);
        Visitor owner = new Visitor(client.on(Client.LAPTOP)).signIn(user, OLD);
        SignedIn thief = client.signIn(user, OLD);
        Map<String, String> form = Map.of("currentPassword", OLD, "newPassword", NEW, "endOthers", "true");

        owner.get("/sessions/password");
        Visitor.Page failed = Failing.ENDINGS.during(user, () -> owner.post("/sessions/password", form));

        assertThat(failed.status()).isGreaterThanOrEqualTo(500);
        assertThat(client.login(user, NEW).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(owner.post("/sessions/password", form).status()).isEqualTo(303);
        assertThat(thief.profile().text("reason")).isEqualTo("LOGGED_OUT_OTHERS");
    }

    @ParameterizedTest
    @EnumSource(names = {"ENDINGS", "ACCOUNT"})
    void anAccountIsDisabledWithTheEndOfItsSessionsOrNotAtAll(Failing failing) {
        String user = "half-disabled-" + failing;
        SignedIn device = createUser(user);

        Reply failed = failing.during(user, () -> disable(user));

        assertThat(failed.status()).isGreaterThanOrEqualTo(500);
        assertThat(device.profile().status()).isEqualTo(200);
        assertThat(admin.get("/users/" + user).text("status")).isEqualTo("ACTIVE");
        assertThat(disable(user).texts("sessionIds")).containsExactly(device.sessionId());
        assertThat(admin.get("/users/" + user).text("status")).isEqualTo("DISABLED");
        assertThat(disable(user).texts("sessionIds")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ENDINGS", "ACCOUNT"})
    void anAccountIsRemovedWithTheEndOfItsSessionsOrNotAtAll(Failing failing) {
        String user = "half-removed-" + failing;
        SignedIn device = createUser(user);

        Reply failed = failing.during(user, () -> admin.delete("/users/" + user));

        assertThat(failed.status()).isGreaterThanOrEqualTo(500);
        assertThat(device.profile().status()).isEqualTo(200);
        assertThat(admin.get("/users/" + user).status()).isEqualTo(200);
        assertThat(admin.delete("/users/" + user).status()).isEqualTo(204);
        assertThat(device.profile().text("reason")).isEqualTo("USER_REMOVED");
    }

    @Test
    void anInterruptedRemovalIsFinishedByTheSameCall() {
        String user = "half-erased";
        createUser(user);

        Reply failed = Failing.KEYS.during(user, () -> admin.delete("/users/" + user));

        assertThat(failed.status()).isGreaterThanOrEqualTo(500);
        assertThat(admin.delete("/users/" + user).status()).isEqualTo(204);
        assertThat(DATABASE.queryForObject("SELECT count(*) FROM user_key WHERE user_id = ?", Long.class, user))
                .isZero();
    }

    @Test
    void accountsWithoutSessionsAreDisabledAndRemovedToo() {
        admin.post("/users", Map.of("userName", "sessionless", "password", OLD));

        assertThat(disable("sessionless").text("status")).isEqualTo("DISABLED");
        assertThat(client.login("sessionless", OLD).code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(admin.delete("/users/sessionless").status()).isEqualTo(204);
        assertThat(admin.get("/users/sessionless").code()).isEqualTo("USER_NOT_FOUND");
    }

    private Reply disable(String user) {
        return admin.put("/users/" + user + "/status", Map.of("status", "DISABLED"));
    }

    private static Reply changePassword(SignedIn device) {
        return device.client().put("/auth/password", Map.of("currentPassword", OLD, "newPassword", NEW));
    }

    private SignedIn createUser(String user) {
        assertThat(admin.post("/users", Map.of("userName", user, "password", OLD))
                        .status())
                .isEqualTo(201);
        return client.signIn(user, OLD);
    }
}
