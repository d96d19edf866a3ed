package dev.rollcall.client.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.client.service.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service with Spring Security alone, beside the packaged Rollcall: what docs/protect-a-service.md says works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainResourceServerIT {

    private static final String PREFIX = "spring.security.oauth2.resourceserver.";

    @TempDir
    private static Path directory;

    private String issuer = "";
    private Node rollcall;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(ByIssuer.class)
    static class Service {

        @RestController
        static class Orders {

            @GetMapping("/orders")
            Map<String, String> orders(Authentication caller) {
                return Map.of(
                        "name",
                        caller.getName(),
                        "authorities",
                        caller.getAuthorities().toString());
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(PREFIX + "jwt.issuer-uri")
    static class ByIssuer {

        @Bean
        JwtDecoder decoder(@Value("${" + PREFIX + "jwt.issuer-uri}") String issuer) {
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withIssuerLocation(issuer).build();
            decoder.setJwtValidator(JwtValidators.createAtJwtValidator()
                    .issuer(issuer)
                    .audience("rollcall")
                    .clientId("rollcall")
                    .build());
            return decoder;
        }
    }

    @BeforeAll
    void start() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        issuer = "http://127.0.0.1:" + port;
        rollcall = Node.start(directory, "server.port=" + port, "rollcall.tokens.issuer=" + issuer);
    }

    @AfterAll
    void stop() {
        rollcall.close();
    }

    @Test
    void introspectsOpaqueTokens() {
        Map<String, String> settings = Map.of(
                PREFIX + "opaquetoken.introspection-uri",
                issuer + "/oauth2/introspect",
                PREFIX + "opaquetoken.client-id",
                "orders",
                PREFIX + "opaquetoken.client-secret",
                Node.SECRET);
        try (ConfigurableApplicationContext service = start(settings)) {
            Requests requests = new Requests(service);
            String token = rollcall.logIn();
            assertThat(requests.get("/orders", token).json().path("name").asString(""))
                    .isEqualTo("june_doe");
            assertThat(requests.get("/orders", token + "x").status()).isEqualTo(401);

            rollcall.post("/auth/logout", token, "");

            assertThat(requests.get("/orders", token).status()).isEqualTo(401);
        }
    }

    /** It learns of a log-out only when the token expires. */
    @Test
    void verifiesTokensOfTheIssuer() {
        Map<String, String> settings = Map.of(
                PREFIX + "jwt.issuer-uri", issuer,
                PREFIX + "jwt.authorities-claim-name", "role",
                PREFIX + "jwt.authority-prefix", "ROLE_");
        try (ConfigurableApplicationContext service = start(settings)) {
            Requests requests = new Requests(service);
            String token = rollcall.logIn();
            Requests.Answer answer = requests.get("/orders", token);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("name").asString("")).isEqualTo("june_doe");
            assertThat(answer.json().path("authorities").asString("")).contains("ROLE_USER");
            assertThat(requests.get("/orders", token.substring(0, token.length() - 2) + "AA")
                            .status())
                    .isEqualTo(401);
            assertThat(requests.get("/orders", null).status()).isEqualTo(401);
        }
    }

    private static ConfigurableApplicationContext start(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("rollcall.client.enabled", "false");
        all.put("server.port", "0");
        all.put("server.address", "127.0.0.1");
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.SERVLET)
                .properties(all)
                .run();
    }
}
