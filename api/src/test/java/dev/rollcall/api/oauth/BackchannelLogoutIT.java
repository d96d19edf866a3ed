package dev.rollcall.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-10: whoever logs out at the identity provider is logged out here (OpenID Connect Back-Channel Logout 1.0). */
class BackchannelLogoutIT {

    private static final String PATH = "/oauth2/backchannel-logout";

    private static final String BOOTSTRAP = "/auth/bootstrap-session";

    private static final Map<String, Object> EVENTS =
            Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE, ISSUER.settings("client-ids=our-client"));

    private final Client client = NODE.client();

    @AfterAll
    static void stop() {
        NODE.close();
        ISSUER.close();
    }

    @Test
    void endsTheSessionsOfALogin() {
        String login = newLogin();
        Reply laptop = start(access("ada", login));
        Reply tab = client.bearer(access("ada", login)).post("/users/ada/sessions", Map.of());
        Reply phone = start(access("ada", newLogin()));
        assertThat(List.of(laptop.status(), tab.status(), phone.status())).containsOnly(201);

        Reply answer = logOut(logout("ada", login));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        for (Reply ended : List.of(laptop, tab)) {
            Reply refused = profile(ended);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.code()).isEqualTo("SESSION_ENDED");
            assertThat(refused.text("reason")).isEqualTo("ENDED_BY_PROVIDER");
            assertThat(refused.text("detail")).contains("identity provider");
        }
        assertThat(profile(phone).status()).isEqualTo(200);
    }

    @Test
    void endsAllSessionsOfAUser() {
        Reply laptop = start(access("bob", newLogin()));
        Reply phone = start(access("bob", newLogin()));
        Reply other = start(access("bobby", newLogin()));

        assertThat(logOut(logout("bob", null)).status()).isEqualTo(200);

        assertThat(profile(laptop).text("reason")).isEqualTo("ENDED_BY_PROVIDER");
        assertThat(profile(phone).text("reason")).isEqualTo("ENDED_BY_PROVIDER");
        assertThat(profile(other).status()).isEqualTo(200);
    }

    @Test
    void aLoginThatEndedBeforeItsFirstUseStartsNoSession() {
        String login = newLogin();
        String token = access("cleo", login);

        assertThat(logOut(logout("cleo", login)).status()).isEqualTo(200);
        Reply refused = start(token);
        Reply later = start(access("cleo", login));
        Reply named = client.bearer(token).post("/users/cleo/sessions", Map.of());

        for (Reply reply : List.of(refused, later, named)) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("SESSION_ENDED");
            assertThat(reply.text("reason")).isEqualTo("ENDED_BY_PROVIDER");
            assertThat(reply.text("endedAt")).isNotBlank();
        }
        assertThat(start(access("cleo", newLogin())).status()).isEqualTo(201);
        assertThat(start(access("clea", login)).status()).as("another user").isEqualTo(201);
    }

    @Test
    void aUserWhoLoggedOutEverywhereMayLogInAgain() {
        Date before = Date.from(Instant.now().minusSeconds(30));
        Date after = Date.from(Instant.now().plusSeconds(2));
        String old = access("dora", newLogin(), before);
        String withoutLogin = access("dora", null, before);

        logOut(logout("dora", null));

        assertThat(start(old).text("reason")).isEqualTo("ENDED_BY_PROVIDER");
        assertThat(start(withoutLogin).text("reason")).isEqualTo("ENDED_BY_PROVIDER");
        String again = access("dora", newLogin(), after);
        assertThat(start(again).status()).isEqualTo(201);
    }

    @Test
    void aRepeatedTokenChangesNothingMore() {
        String logout = logout("emma", null);
        logOut(logout);
        Reply again = start(access("emma", newLogin(), Date.from(Instant.now().plusSeconds(2))));

        assertThat(logOut(logout).status()).isEqualTo(200);

        assertThat(again.status()).isEqualTo(201);
        assertThat(profile(again).status()).isEqualTo(200);
    }

    /** The provider sends the token again, because it got no answer. */
    @Test
    void aRepeatedTokenCompletesWhatWasInterrupted() {
        String login = newLogin();
        String logout = logout("fay", login);
        Reply device = start(access("fay", login));
        DATABASE.jdbc().execute("ALTER TABLE ended_session ADD CONSTRAINT nothing_ends CHECK (user_id <> 'fay')");
        try {
            assertThat(logOut(logout).status()).isGreaterThanOrEqualTo(500);
        } finally {
            DATABASE.jdbc().execute("ALTER TABLE ended_session DROP CONSTRAINT nothing_ends");
        }
        assertThat(profile(device).status()).isEqualTo(200);

        assertThat(logOut(logout).status()).isEqualTo(200);

        assertThat(profile(device).text("reason")).isEqualTo("ENDED_BY_PROVIDER");
    }

    /** The start has checked the login, and is not committed yet, when the log-out arrives. */
    @Test
    void aStartThatIsUnderWayIsEndedToo() throws SQLException {
        String login = newLogin();
        String token = access("gus", login);
        CompletableFuture<Reply> start;
        CompletableFuture<Reply> logout;
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE domain_event_entry IN SHARE MODE");
            start = CompletableFuture.supplyAsync(() -> start(token));
            await().until(() -> waitingFor("relation") > 0);
            logout = CompletableFuture.supplyAsync(() -> logOut(logout("gus", login)));
            await().until(() -> waitingFor("advisory") > 0 || logout.isDone());
            connection.commit();
        }

        assertThat(logout.join().status()).isEqualTo(200);
        Reply started = start.join();
        assertThat(started.status() == 401 || profile(started).status() == 401)
                .as(() -> "the session lives: " + started.body())
                .isTrue();
    }

    private static int waitingFor(String lock) {
        return DATABASE.jdbc()
                .queryForList(
                        "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = ?"
                                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                        Integer.class,
                        lock)
                .size();
    }

    static Stream<Named<Consumer<JWTClaimsSet.Builder>>> invalidClaims() {
        return Stream.of(
                Named.of("of another issuer", claims -> claims.issuer("https://other.example")),
                Named.of("without an issuer", claims -> claims.issuer(null)),
                Named.of("for another service", claims -> claims.audience("another-client")),
                Named.of("for nobody", claims -> claims.audience((String) null)),
                Named.of("without jti", claims -> claims.jwtID(null)),
                Named.of("with a jti that is a number", claims -> claims.claim("jti", 7)),
                Named.of("with a long jti", claims -> claims.jwtID("x".repeat(256))),
                Named.of("without sub", claims -> claims.subject(null)),
                Named.of("with a blank sub", claims -> claims.subject(" ")),
                Named.of("of a local account", claims -> claims.subject("june_doe")),
                Named.of("with a blank sid", claims -> claims.claim("sid", "")),
                Named.of("with a sid that is a number", claims -> claims.claim("sid", 7)),
                Named.of("without iat", claims -> claims.issueTime(null)),
                Named.of(
                        "from the future",
                        claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(90)))),
                Named.of("without exp", claims -> claims.expirationTime(null)),
                Named.of(
                        "expired",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1)))),
                Named.of(
                        "that lives too long",
                        claims -> claims.expirationTime(Date.from(Instant.now().plusSeconds(90_000)))),
                Named.of("without events", claims -> claims.claim("events", null)),
                Named.of("with other events", claims -> claims.claim("events", Map.of("urn:other", Map.of()))),
                Named.of("with a list of events", claims -> claims.claim("events", List.copyOf(EVENTS.keySet()))),
                Named.of(
                        "with an event that is no object",
                        claims -> claims.claim(
                                "events", Map.of(EVENTS.keySet().iterator().next(), true))),
                Named.of("with a nonce", claims -> claims.claim("nonce", "n-0S6_WzA2Mj")));
    }

    @ParameterizedTest
    @MethodSource("invalidClaims")
    void refusesATokenAndChangesNothing(Consumer<JWTClaimsSet.Builder> change) {
        String login = newLogin();
        Reply device = start(access("hugo", login));

        assertRefused(logOut(logout("hugo", login, change)), device);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "secevent+jwt", "logout", "dpop+jwt"})
    void refusesTokensOfAnotherType(String type) {
        String login = newLogin();
        Reply device = start(access("ines", login));

        String token = ISSUER.sign(claims("ines", login).build(), header -> header.type(new JOSEObjectType(type)));

        assertRefused(logOut(token), device);
    }

    @Test
    void acceptsTheRecommendedType() {
        String login = newLogin();
        Reply device = start(access("jack", login));

        logOut(ISSUER.sign(claims("jack", login).build(), header -> header.type(new JOSEObjectType("logout+jwt"))));

        assertThat(profile(device).text("reason")).isEqualTo("ENDED_BY_PROVIDER");
    }

    @Test
    void acceptsTheIdOfTheClientAsAudience() {
        String login = newLogin();
        Reply device = start(access("kate", login));

        logOut(logout("kate", login, claims -> claims.audience("our-client")));

        assertThat(profile(device).text("reason")).isEqualTo("ENDED_BY_PROVIDER");
    }

    @Test
    void refusesForgedAndForeignTokens() {
        String login = newLogin();
        String access = access("lena", login);
        Reply device = start(access);
        String forged = TestIssuer.sign(claims("lena", login).build(), TestIssuer.newKey(), header -> {});
        String valid = logout("lena", login);
        String unsigned = valid.substring(0, valid.lastIndexOf('.') + 1);

        for (String token :
                List.of(forged, unsigned, valid.substring(1), access, device.text("access_token"), "x", "a.b.c", " ")) {
            assertRefused(logOut(token), device);
        }
        assertThat(client.form(PATH, Map.of()).status()).isEqualTo(400);
        assertThat(client.form(PATH + "?logout_token=" + valid, Map.of()).status())
                .isEqualTo(400);
        assertThat(client.post(PATH, Map.of("logout_token", valid)).status()).isEqualTo(415);
        assertThat(client.get(PATH).status()).isEqualTo(405);
        assertThat(profile(device).status()).isEqualTo(200);
    }

    private void assertRefused(Reply answer, Reply device) {
        assertThat(answer.status()).as(() -> answer.body().toString()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.text("field")).isEqualTo("logout_token");
        assertThat(profile(device).status()).isEqualTo(200);
    }

    private Reply start(String token) {
        return client.bearer(token).post(BOOTSTRAP, Map.of());
    }

    private Reply profile(Reply started) {
        return client.bearer(started.text("access_token")).get("/auth/profile");
    }

    private Reply logOut(String token) {
        return client.form(PATH, Map.of("logout_token", token));
    }

    private static String access(String user, String login) {
        return access(user, login, new Date());
    }

    private static String access(String user, @Nullable String login, Date issuedAt) {
        return ISSUER.token(
                user,
                claims -> claims.claim("sid", login).claim("azp", "our-client").issueTime(issuedAt));
    }

    private static String logout(String user, @Nullable String login) {
        return logout(user, login, claims -> {});
    }

    private static String logout(String user, @Nullable String login, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = claims(user, login);
        change.accept(claims);
        return ISSUER.sign(claims.build(), header -> header.type(null));
    }

    private static JWTClaimsSet.Builder claims(String user, @Nullable String login) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(TestIssuer.NAME)
                .subject(user)
                .audience(TestIssuer.AUDIENCE)
                .claim("sid", login)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(120)))
                .claim("events", EVENTS);
    }

    private static String newLogin() {
        return UUID.randomUUID().toString();
    }
}
