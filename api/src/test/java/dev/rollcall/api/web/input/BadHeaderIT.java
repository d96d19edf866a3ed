package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.RawHttp;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-9: invalid request lines and headers, most of which the container refuses before our code runs. */
class BadHeaderIT {

    private static final String LOGIN = "{\"user_name\":\"june_doe\",\"password\":\"test123\"}";

    private static final SignedIn DEVICE = SharedNode.client().start("bad-headers");

    private final RawHttp raw = SharedNode.client().raw();

    @AfterAll
    static void theSessionStillWorks() {
        assertThat(DEVICE.profile().status()).isEqualTo(200);
    }

    @Nested
    class RequestLines {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "//",
                    "///",
                    "/\\evil",
                    "/users/[x]",
                    "/auth/../auth/login",
                    "/./auth/login",
                    "/auth/login/..",
                    "/auth//login",
                    "/auth/login;jsessionid=1",
                    "/auth%2Flogin",
                    "/auth/login#fragment",
                    "*",
                    "auth/login",
                    "http://elsewhere/auth/login",
                    "/%u0041",
                    "/%",
                    "/auth/lo gin",
                    "/auth/login\u0000",
                    "/\u00ff"
                })
        void withAnOddTargetAreRefused(String target) {
            assertThat(Refusal.of(() -> login(target)).status()).isEqualTo(400);
        }

        @Test
        void thatAreTooLongAreRefused() {
            Refusal.of(() -> login("/auth/login?" + "x".repeat(100_000)));
            Refusal.of(() -> login("/" + "x".repeat(100_000)));
            Refusal.of(() -> raw.send("X".repeat(100_000), "/auth/login"));
        }

        @ParameterizedTest
        @CsvSource({"CONNECT, HTTP/1.1, 501", "GET, HTTP/9.9, 505", "GET, HTTP/3, 505", "GET, XYZ, 400"})
        void ofAnotherProtocolAreRefusedAsHttpRequires(String method, String version, int status) {
            Reply reply = raw.send(method + " / " + version + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(reply.code()).isEqualTo("INVALID_REQUEST");
        }
    }

    @Nested
    class Headers {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "User-Agent: a\u0001b",
                    "User-Agent: a\u0085b",
                    "User-Agent: a\u0000",
                    "X-Any: \u0000",
                    "No Name: x",
                    "No colon",
                    ": x",
                    "Host: other",
                    "Host: a b",
                    "Content-Length: -1",
                    "Content-Length: abc",
                    "Content-Length: 0",
                    "Transfer-Encoding: chunked, nonsense",
                    "Expect: 200-ok",
                    "X-Any: a\n b\u0000"
                })
        void thatAreInvalidAreRefused(String header) {
            assertThat(Refusal.of(() -> login("/auth/login", header)).code()).isEqualTo("INVALID_REQUEST");
        }

        @Test
        void withAnUnknownTransferCodingAreRefusedAsHttpRequires() {
            Reply reply = login("/auth/login", "Transfer-Encoding: nonsense");

            assertThat(reply.status()).isEqualTo(501);
            assertThat(reply.code()).isEqualTo("INVALID_REQUEST");
        }

        @ParameterizedTest
        @ValueSource(strings = {"User-Agent", "Authorization", "Accept", "Accept-Language", "X-Any", "Cookie"})
        void of100KilobytesAreRefused(String header) {
            Refusal.of(() -> login("/auth/login", header + ": " + "x".repeat(100_000)));
        }

        @Test
        void mayHaveALongUserAgentWhichIsShortened() {
            Reply reply = login("/auth/login", "User-Agent: " + "x".repeat(6_000));

            assertThat(reply.text("session.device.userAgent")).hasSize(512);
        }
    }

    @Nested
    class Authorization {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "''|INVALID_TOKEN",
                    "Bearer|INVALID_TOKEN",
                    "Bearer x|INVALID_TOKEN",
                    "Bearer a.b.c|INVALID_TOKEN",
                    "Digest x|INVALID_TOKEN",
                    "Basic !|INVALID_CLIENT",
                    "Basic eA==|INVALID_CLIENT",
                    "Basic eDr/|INVALID_CLIENT"
                })
        void thatIsInvalidIsRefused(String authorization, String code) {
            Reply reply = Refusal.of(() -> raw.send("GET", "/auth/profile", "Authorization: " + authorization));

            assertThat(reply.code()).isEqualTo(code);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'alg':'dir','enc':'A128GCM'}",
                    "{'alg':'none'}",
                    "{'alg':'HS256','kid':1}",
                    "{'alg':'ES256','crit':['x']}",
                    "{'alg':'ES256','zip':'DEF'}",
                    "[]",
                    "null",
                    "{}",
                    "{",
                    "{'alg':{}}",
                    "{'alg':'ES256','jku':'http://x'}"
                })
        void withATokenOfAnotherKindIsRefused(String header) {
            String encoded = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

            for (String token : new String[] {encoded + ".e30.YQ", encoded + ".e30.", encoded + ".YQ.YQ.YQ.YQ"}) {
                Reply reply = Refusal.of(() -> raw.send("GET", "/auth/profile", "Authorization: Bearer " + token));
                assertThat(reply.code()).isEqualTo("INVALID_TOKEN");
            }
        }

        @Test
        void givenTwiceOrWithControlCharactersIsRefused() {
            String good = "Authorization: Bearer " + DEVICE.accessToken();

            assertThat(Refusal.of(() -> raw.send("GET", "/auth/profile", good, good))
                            .code())
                    .isEqualTo("INVALID_TOKEN");
            assertThat(Refusal.of(() -> raw.send("GET", "/auth/profile", good + "\u0085"))
                            .code())
                    .isEqualTo("INVALID_REQUEST");
        }
    }

    private Reply login(String target, String... headers) {
        List<String> lines = new ArrayList<>(List.of(headers));
        lines.addAll(List.of("Content-Type: application/json", "Content-Length: " + LOGIN.length(), "", LOGIN));
        return raw.send("POST", target, lines.toArray(String[]::new));
    }
}
