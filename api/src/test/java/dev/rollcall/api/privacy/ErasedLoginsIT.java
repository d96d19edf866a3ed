package dev.rollcall.api.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.StoredEvents;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** S3-7: no table contains readable logins at providers, or readable addresses and names of failed logins. */
class ErasedLoginsIT {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final String[] SETTINGS = ISSUER.settings(
            "rollcall.login.max-failures-per-user=1000", "rollcall.login.max-failures-per-address=1000");

    private static final Node ONE = Node.start(DATABASE, SETTINGS);

    private static final Node OTHER = Node.start(DATABASE, SETTINGS);

    private static final String BOOTSTRAP = "/auth/bootstrap-session";

    private final JdbcTemplate jdbc = DATABASE.jdbc();

    @AfterAll
    static void stop() {
        ONE.close();
        OTHER.close();
        ISSUER.close();
    }

    @Test
    void storesLoginsUnderPseudonyms() {
        String token = token("gag", "login-of-gag", Instant.now());
        ONE.client().bearer(token).post(BOOTSTRAP);
        ONE.client().bearer(token).post(BOOTSTRAP);
        ONE.client().bearer(token).post("/auth/logout");
        await().until(() -> jdbc.queryForList("SELECT 1 FROM session_history WHERE user_id = 'gag'")
                        .size()
                == 2);

        assertThat(DATABASE.tablesWith("login-of-gag")).isEmpty();
        assertThat(StoredEvents.of(DATABASE, "gag", "SessionStarted"))
                .extracting(event -> event.path("loginId").asString(""))
                .allMatch(name -> name.matches("[\\w-]{43}"))
                .hasSize(2)
                .containsOnly(logins("live_session", "gag").get(0));
        assertThat(OTHER.client().bearer(token).get("/auth/profile").status()).isEqualTo(200);
    }

    @Test
    void refusesEndedLoginsOfErasedUsers() {
        Instant before = Instant.now();
        String ended = token("tricia", "ended", before);
        String live = token("tricia", "live", before);
        ONE.client().bearer(ended).post(BOOTSTRAP);
        ONE.client().bearer(ended).post("/auth/logout");
        ONE.client().bearer(live).post(BOOTSTRAP);
        List<String> names = logins("live_session", "tricia");
        assertThat(names).hasSize(1);

        erase("tricia");

        assertThat(logins("live_session", "tricia")).isEmpty();
        assertThat(logins("ended_session", "tricia")).hasSize(2).doesNotContainAnyElementsOf(names);
        for (String token : List.of(ended, live)) {
            assertRefused(token);
        }
        Instant later = Instant.now().plusSeconds(1);
        await().until(() -> Instant.now().isAfter(later));
        String anew = token("tricia", "ended", later);
        assertThat(OTHER.client().bearer(anew).post(BOOTSTRAP).status()).isEqualTo(201);
        assertThat(ONE.client().bearer(anew).post("/auth/logout").status()).isEqualTo(200);
        assertRefused(anew);
    }

    /** Restores rows as they were before logins were stored under pseudonyms. */
    @Test
    void findsLoginsThatAreStoredInClear() {
        String token = token("wowbagger", "clear", Instant.now());
        ONE.client().bearer(token).post(BOOTSTRAP);
        jdbc.update("UPDATE live_session SET login_id = 'sid:clear' WHERE user_id = 'wowbagger'");

        assertThat(OTHER.client().bearer(token).get("/auth/profile").status()).isEqualTo(200);
        assertThat(OTHER.client().bearer(token).post("/auth/logout").status()).isEqualTo(200);
        assertRefused(token);
        assertThat(DATABASE.tablesWith("sid:clear")).containsExactly("ended_session");

        erase("wowbagger");

        assertThat(DATABASE.tablesWith("sid:clear")).isEmpty();
        assertRefused(token);
    }

    @Test
    void countsFailedLoginsUnderPseudonymsAndDeletesThem() throws Exception {
        ONE.client().login("slarti", "wrong");
        List<String> known = keys();
        ONE.client().login("john_roe", "wrong");
        List<String> added = keys().stream().filter(key -> !known.contains(key)).toList();
        assertThat(added).hasSize(1);

        for (String owner : List.of("user\n1000\njohn_roe", "user\njohn_roe", "john_roe", "address\n1000\n7f000001")) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(owner.getBytes(StandardCharsets.UTF_8));
            assertThat(keys()).noneMatch(key -> key.contains(HexFormat.of().formatHex(hash)));
        }

        erase("john_roe");

        assertThat(keys()).containsAll(known).doesNotContainAnyElementsOf(added);
    }

    private static void assertRefused(String token) {
        for (Node node : List.of(ONE, OTHER)) {
            Reply reply = node.client().bearer(token).post(BOOTSTRAP);
            assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("SESSION_ENDED");
        }
    }

    private static void erase(String user) {
        Client admin = ONE.client().signIn("admin", "admin123").client();
        assertThat(admin.delete("/users/" + user).status()).isEqualTo(204);
    }

    private List<String> logins(String table, String user) {
        return jdbc.queryForList("SELECT login_id FROM " + table + " WHERE user_id = ?", String.class, user);
    }

    private List<String> keys() {
        return jdbc.queryForList("SELECT key FROM login_bucket", String.class);
    }

    private static String token(String user, String login, Instant issuedAt) {
        return ISSUER.token(user, claims -> claims.claim("sid", login).issueTime(Date.from(issuedAt)));
    }
}
