package dev.rollcall.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-9: security headers for browsers on every answer. */
class SecurityHeadersIT {

    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    private final Client client = SharedNode.client();

    @Test
    void areOnAnswersWithTokens() {
        Reply reply = client.login("june_doe", "test123");

        assertThat(reply.status()).isEqualTo(200);
        assertAll(reply, NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/profile", "/nothing", "/auth/login", "/v3/api-docs", "/actuator/health"})
    void areOnAnswersAndProblems(String path) {
        assertAll(client.get(path), NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth//login", "/users/a;b", "/%2e", "/%zz", "*", "/auth/login HTTP/9.9\r\nx"})
    void areOnRefusalsOfTheFirewallAndTheContainer(String target) {
        assertAll(client.raw().send("GET", target), NOTHING);
    }

    @Test
    void allowOnlyOwnScriptsOnTheApiDescription() {
        Reply page = client.get("/swagger-ui/index.html");

        assertThat(page.status()).isEqualTo(200);
        assertAll(
                page,
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'");
        assertThat(page.body().asString()).doesNotContainPattern("<script(?![^>]*src=)");
    }

    private static void assertAll(Reply reply, String policy) {
        assertThat(reply.headers().allValues("Content-Security-Policy")).containsExactly(policy);
        assertThat(reply.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(reply.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(reply.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(reply.headers().allValues("Cache-Control"))
                .singleElement()
                .asString()
                .contains("no-store");
        assertThat(reply.header("Strict-Transport-Security")).isEmpty();
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
    }
}
