package dev.rollcall.api.tokens.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S2-3: tokens of identity providers, as configured. */
class ExternalIssuerIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final String BOOTSTRAP = "/auth/bootstrap-session";

    @Nested
    class Keys {

        @Test
        void areReadOnceForManyTokens() {
            try (TestIssuer issuer = TestIssuer.start();
                    Node node = Node.start(DATABASE, issuer.settings())) {
                for (int i = 0; i < 20; i++) {
                    assertThat(start(node, issuer.token("once-" + i)).status()).isEqualTo(201);
                }
                assertThat(issuer.requests()).isEqualTo(1);
            }
        }

        @Test
        void areReadAtMostOnceInTenSecondsForUnknownKeys() {
            try (TestIssuer issuer = TestIssuer.start();
                    Node node = Node.start(DATABASE, issuer.settings())) {
                JWTClaimsSet claims = claims(issuer.token("unknown-kid"));
                for (int i = 0; i < 20; i++) {
                    String kid = "kid-" + i;
                    String token = issuer.sign(claims, header -> header.keyID(kid));
                    assertThat(start(node, token).code()).isEqualTo("INVALID_TOKEN");
                }
                assertThat(start(node, issuer.token("known-kid")).status()).isEqualTo(201);
                assertThat(issuer.requests()).isEqualTo(1);
            }
        }

        @Test
        void areKeptThroughAnOutageOfTheIssuer() {
            TestIssuer issuer = TestIssuer.start();
            try (Node node = Node.start(DATABASE, issuer.settings())) {
                assertThat(start(node, issuer.token("before")).status()).isEqualTo(201);
                issuer.close();
                assertThat(start(node, issuer.token("during")).status()).isEqualTo(201);
            }
        }

        @Test
        void thatWereNeverReadRefuseAllTokens() {
            TestIssuer issuer = TestIssuer.start();
            issuer.close();
            try (Node node = Node.start(DATABASE, issuer.settings())) {
                Reply refused = start(node, issuer.token("nobody"));

                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
                assertThat(node.client().login("june_doe", "test123").status()).isEqualTo(200);
            }
        }

        @Test
        void mayBeConfigured() throws Exception {
            TestIssuer issuer = TestIssuer.start();
            issuer.close();
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(issuer.key().toRSAPublicKey().getEncoded())
                    + "\n-----END PUBLIC KEY-----";
            try (Node node = Node.start(
                    DATABASE,
                    "rollcall.external-issuers[0].issuer=" + TestIssuer.NAME,
                    "rollcall.external-issuers[0].audiences=" + TestIssuer.AUDIENCE,
                    "rollcall.external-issuers[0].public-key=" + pem)) {
                assertThat(start(node, issuer.token("pem")).status()).isEqualTo(201);
                issuer.changeKey();
                assertThat(start(node, issuer.token("pem")).code()).isEqualTo("INVALID_TOKEN");
            }
        }
    }

    /** S1-10: tokens refused because of an ended session must have expired before that end is forgotten. */
    @Test
    void refusesLongLivedTokensUnlessTheSettingsAllowThem() {
        try (TestIssuer issuer = TestIssuer.start()) {
            String token = issuer.token(
                    "longlived",
                    claims -> claims.expirationTime(Date.from(Instant.now().plus(Duration.ofDays(20)))));
            try (Node node = Node.start(DATABASE, issuer.settings())) {
                assertThat(start(node, token).code()).isEqualTo("INVALID_TOKEN");
            }
            try (Node node = Node.start(DATABASE, issuer.settings("longest-token-lifetime=P21D"))) {
                assertThat(start(node, token).status()).isEqualTo(201);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "external-issuers[0].issuer=                             | must not be blank",
                "external-issuers[0].jwks-uri=                           | either a jwks-uri or a public-key",
                "external-issuers[0].jwks-uri=file:///etc/passwd         | not a URL",
                "external-issuers[0].public-key=nowhere.pem              | either a jwks-uri or a public-key",
                "external-issuers[0].audiences=                          | needs audiences or client-ids",
                "external-issuers[0].algorithms=HS256                    | HS256",
                "external-issuers[0].algorithms=none                     | none",
                "external-issuers[0].user-claim=                         | needs a user-claim",
                "external-issuers[0].roles[x]=ADMIN                      | roles but no role-claim",
                "external-issuers[0].longest-token-lifetime=PT0S         | longest-token-lifetime",
                "external-issuers[0].longest-token-lifetime=-P1D         | longest-token-lifetime",
                "external-issuers[0].longest-token-lifetime=P3651D       | longest-token-lifetime",
                "external-issuers[0].longest-token-lifetime=P31D         | rollcall.sweep.keep-ended must be at least",
                "sweep.keep-ended=P1D                                    | rollcall.sweep.keep-ended must be at least",
                "tokens.issuer=https://idp.example                       | the issuer of this service",
            })
    void refusesToStartWithInvalidSettings(String setting, String message) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "external-issuers[0].issuer", TestIssuer.NAME,
                "external-issuers[0].jwks-uri", "http://127.0.0.1:1/keys",
                "external-issuers[0].audiences", "x"));
        String[] changed = setting.strip().split("=", 2);
        settings.put(changed[0], changed[1]);
        String[] arguments = settings.entrySet().stream()
                .map(entry -> "rollcall." + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);

        assertThatThrownBy(() -> Node.start(DATABASE, arguments).close())
                .rootCause()
                .hasMessageContaining("rollcall.external-issuers")
                .hasMessageContaining(message.strip());
    }

    private static Reply start(Node node, String token) {
        return node.client().on(Client.PHONE).bearer(token).post(BOOTSTRAP, Map.of());
    }

    private static JWTClaimsSet claims(String token) {
        try {
            return com.nimbusds.jwt.SignedJWT.parse(token).getJWTClaimsSet();
        } catch (java.text.ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
