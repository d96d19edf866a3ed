package dev.rollcall.api.tokens.external;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S2-3: access tokens of an issuer that name a client instead of an audience. */
class CognitoIT {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final Node NODE = Node.start(
            TestDatabase.create(),
            "rollcall.external-issuers[0].issuer=" + TestIssuer.NAME,
            "rollcall.external-issuers[0].jwks-uri=" + ISSUER.jwksUri(),
            "rollcall.external-issuers[0].client-ids=app-one,app-two",
            "rollcall.external-issuers[0].required-claims.token_use=access",
            "rollcall.external-issuers[0].user-claim=username",
            "rollcall.external-issuers[0].user-id-prefix=cognito:",
            "rollcall.external-issuers[0].role-claim=cognito:groups",
            "rollcall.external-issuers[0].roles[admins]=ADMIN");

    @AfterAll
    static void stop() {
        NODE.close();
        ISSUER.close();
    }

    @Test
    void acceptsAClientIdInsteadOfAnAudience() {
        Reply started = start(token("mary", claims -> {}));

        assertThat(started.status()).as(started.toString()).isEqualTo(201);
        assertThat(started.text("session.userId")).isEqualTo("cognito:mary");
    }

    @ParameterizedTest
    @CsvSource({"client_id, app-three", "client_id,", "token_use, id", "token_use,", "username,"})
    void refusesAnythingElse(String claim, String value) {
        assertThat(start(token("mary", claims -> claims.claim(claim, value))).code())
                .isEqualTo("INVALID_TOKEN");
    }

    @Test
    void mapsRolesByTheSettings() {
        assertThat(role(token("ann", claims -> claims.claim("cognito:groups", List.of("x", "admins")))))
                .isEqualTo("ADMIN");
        assertThat(role(token("bob", claims -> claims.claim("cognito:groups", List.of("ADMIN")))))
                .isEqualTo("USER");
        assertThat(role(token("eve", claims -> claims.claim("role", "ADMIN").claim("cognito:groups", 7))))
                .isEqualTo("USER");
    }

    private static String role(String token) {
        String access = start(token).text("access_token");
        return NODE.client().bearer(access).get("/auth/profile").text("role");
    }

    private static String token(String user, Consumer<JWTClaimsSet.Builder> change) {
        return ISSUER.token("06b3b1f0", claims -> {
            claims.audience((String) null)
                    .claim("client_id", "app-two")
                    .claim("token_use", "access")
                    .claim("username", user);
            change.accept(claims);
        });
    }

    private static Reply start(String token) {
        return NODE.client().bearer(token).post("/auth/bootstrap-session", Map.of());
    }
}
