package dev.rollcall.api.sessions.backchannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.testing.LogoutReceiver;
import dev.rollcall.testing.LogoutReceiver.Request;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-10: services with sessions of their own are told of log-outs (OpenID Connect Back-Channel Logout 1.0). */
class BackchannelReceiversIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ISSUER = "https://rollcall.example";

    private static final LogoutReceiver SHOP = LogoutReceiver.start();

    private static final LogoutReceiver WIKI = LogoutReceiver.start();

    private static final LogoutReceiver HASTY = LogoutReceiver.start();

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE, settings());

    private static String[] settings() {
        List<String> settings = new ArrayList<>(List.of(
                "rollcall.tokens.issuer=" + ISSUER,
                "rollcall.sessions.max-sessions=0",
                "rollcall.backchannel-receivers[0].timeout=200ms",
                "rollcall.backchannel-receivers[2].retry-for=2s"));
        settings.addAll(List.of(SHOP.settings(0, "shop")));
        settings.addAll(List.of(WIKI.settings(1, "wiki")));
        settings.addAll(List.of(HASTY.settings(2, "hasty")));
        return settings.toArray(String[]::new);
    }

    @AfterAll
    static void stop() {
        NODE.close();
        List.of(SHOP, WIKI, HASTY).forEach(LogoutReceiver::close);
    }

    @BeforeEach
    void everyReceiverFollows() {
        await().atMost(PATIENCE)
                .until(() -> rows("SELECT 1 FROM token_entry WHERE processor_name LIKE 'backchannel-logout:%'"
                                + " AND owner IS NOT NULL")
                        == 3);
    }

    @Test
    void sendsALogoutTokenForEachSessionThatEnds() throws Exception {
        SignedIn laptop = NODE.client().start("ada");
        SignedIn phone = NODE.client().start("ada");
        laptop.client().post("/logout");
        SHOP.awaitTold(laptop);

        assertThat(SHOP.sessions()).doesNotContain(phone.sessionId());
        Request request = of("ada").get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.body()).matches("logout_token=[\\w.-]+");
        SignedJWT token = request.token();
        assertThat(isSignedBy(NODE, token)).isTrue();
        assertThat(token.getHeader().getType().getType()).isEqualTo("logout+jwt");
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getClaims().keySet())
                .containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "jti", "sid", "events");
        assertThat(claims.getIssuer()).isEqualTo(ISSUER);
        assertThat(claims.getSubject()).isEqualTo("ada");
        assertThat(claims.getAudience()).containsExactly("client-of-shop");
        assertThat(claims.getStringClaim("sid")).isEqualTo(laptop.sessionId());
        assertThat(claims.getJSONObjectClaim("events"))
                .isEqualTo(Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(NODE.client().bearer(token.serialize()).get("/auth/profile").status())
                .as("a logout token is no access token")
                .isEqualTo(401);
        WIKI.awaitTold(laptop);
        assertThat(WIKI.requests())
                .extracting(told -> told.token().getJWTClaimsSet().getAudience())
                .contains(List.of("client-of-wiki"));
    }

    @Test
    void tellsOfAllSessionsThatEndTogether() {
        double before = confirmed();
        SignedIn[] devices = devices("bob", 40);

        devices[0].client().delete("/users/bob/sessions");

        WIKI.awaitTold(devices);
        assertThat(WIKI.requests().stream().filter(request -> request.userId().equals("bob")))
                .extracting(Request::sessionId)
                .doesNotHaveDuplicates()
                .hasSize(40);
        await().atMost(PATIENCE).until(() -> confirmed() - before >= 40);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 302, 0})
    void aLogoutThatFailsAloneIsRepeatedAndDelaysNoOther(int status) {
        SHOP.answer(user -> user.equals("eve") ? status : 200);
        SignedIn failing = NODE.client().start("eve");
        SignedIn[] others = devices("fay", 20);
        failing.client().post("/logout");

        others[0].client().delete("/users/fay/sessions");

        SHOP.awaitTold(others);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(of("eve").stream()
                                .filter(request -> request.sessionId().equals(failing.sessionId())))
                        .hasSizeGreaterThan(2));
        assertThat(Meters.of(NODE.client()).value("rollcall_backchannel_failing{receiver=\"shop\"}"))
                .as("it confirms other log-outs")
                .isZero();
        SHOP.answer(200);
        await().atMost(PATIENCE).until(() -> retries("shop") == 0);
    }

    @Test
    void aReceiverThatIsDownDelaysNoOther() {
        SHOP.answer(0);
        SignedIn[] devices = devices("gil", 20);

        devices[0].client().delete("/users/gil/sessions");

        WIKI.awaitTold(devices);
        SHOP.answer(200);
        SHOP.awaitTold(devices);
    }

    @Test
    void givesUpAfterTheConfiguredTime() {
        HASTY.answer(500);
        double before = abandoned();
        NODE.client().start("hal").client().post("/logout");

        await().atMost(PATIENCE).until(() -> abandoned() == before + 1 && retries("hasty") == 0);

        HASTY.answer(200);
    }

    private static SignedIn[] devices(String user, int count) {
        return IntStream.range(0, count)
                .mapToObj(device -> NODE.client().start(user))
                .toArray(SignedIn[]::new);
    }

    private static List<Request> of(String user) {
        return SHOP.requests().stream()
                .filter(request -> request.userId().equals(user))
                .toList();
    }

    private static boolean isSignedBy(Node node, SignedJWT token) throws Exception {
        JWKSet keys =
                JWKSet.parse(node.client().get("/.well-known/jwks.json").body().toString());
        return token.verify(new ECDSAVerifier(
                keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey()));
    }

    private static double confirmed() {
        return Meters.of(NODE.client()).value("rollcall_backchannel_confirmed_seconds_count{receiver=\"wiki\"}");
    }

    private static double abandoned() {
        return Meters.of(NODE.client()).value("rollcall_backchannel_abandoned_total{receiver=\"hasty\"}");
    }

    private static int retries(String receiver) {
        return rows("SELECT 1 FROM backchannel_retry WHERE receiver = '" + receiver + "'");
    }

    private static int rows(String query) {
        return DATABASE.jdbc().queryForList(query).size();
    }
}
