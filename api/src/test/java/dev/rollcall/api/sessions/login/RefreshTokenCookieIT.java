package dev.rollcall.api.sessions.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S3-2: a browser's refresh token in a cookie that scripts cannot read. */
class RefreshTokenCookieIT {

    private static final String APP = "http://localhost:3000";

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.start(
                TestDatabase.create(),
                "rollcall.cors.allowed-origins=" + APP,
                "rollcall.trusted-proxies=127.0.0.1",
                "rollcall.tokens.refresh-token-grace=PT0S",
                "rollcall.sessions.absolute-timeout=PT1H");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Nested
    class Login {

        @Test
        void hidesTheRefreshTokenFromScripts() {
            Reply login = logIn(ownPage());

            assertThat(login.status()).isEqualTo(200);
            assertThat(login.text("access_token")).isNotEmpty();
            assertThat(login.at("refresh_token").isMissingNode()).isTrue();
            assertThat(attributes(login))
                    .hasSize(6)
                    .contains("Path=/auth/refresh-token", "HttpOnly", "SameSite=Strict")
                    .noneMatch(attribute -> attribute.startsWith("Domain") || attribute.equals("Secure"));
            assertThat(attributes(login).get(0))
                    .startsWith("rollcall-refresh=rt1." + login.text("session.sessionId") + ".1.");
        }

        @Test
        void keepsTheCookieUntilTheAbsoluteTimeout() {
            assertThat(attributes(logIn(ownPage())))
                    .filteredOn(attribute -> attribute.startsWith("Max-Age="))
                    .singleElement()
                    .satisfies(attribute -> assertThat(Long.parseLong(attribute.substring("Max-Age=".length())))
                            .isBetween(1L, 3_600L));
        }

        @Test
        void marksTheCookieAsSecureUnderTls() {
            Client secure = node.client()
                    .with("X-Forwarded-Proto", "https")
                    .with("Origin", "https://" + node.client().address());

            Reply login = logIn(secure);

            assertThat(attributes(login).get(0)).startsWith("__Secure-rollcall-refresh=rt1.");
            assertThat(attributes(login)).contains("Secure");
            assertThat(secure.with("Cookie", cookie(login))
                            .post("/auth/refresh-token")
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void setsNoCookieUnlessAsked() {
            Reply login = ownPage().login("june_doe", "test123");

            assertThat(login.text("refresh_token")).isNotEmpty();
            assertThat(login.header("Set-Cookie")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"/auth/bootstrap-session, 201", "/users/john_roe/sessions, 400"})
        void isNotTheOnlyWayToStartASession(String path, int status) {
            SignedIn device = node.client().signIn("john_roe", "test123");

            Reply started = ownPage().bearer(device.accessToken()).post(path, Map.of("refreshTokenCookie", true));

            assertThat(started.status()).isEqualTo(status);
            assertThat(started.header("Set-Cookie").isEmpty()).isEqualTo(status == 400);
            assertThat(started.at("refresh_token").isMissingNode()).isTrue();
            assertThat(started.text("field")).isEqualTo(status == 400 ? "refreshTokenCookie" : "");
        }
    }

    @Nested
    class Refresh {

        @ParameterizedTest
        @ValueSource(strings = {"", "{}", "{\"refresh_token\":null}"})
        void takesTheTokenFromTheCookieAndReplacesIt(String body) {
            Reply login = logIn(ownPage());

            Reply second = refresh(ownPage(), login, body);
            Reply third = refresh(ownPage(), second, body);

            assertThat(second.status()).isEqualTo(200);
            assertThat(second.at("refresh_token").isMissingNode()).isTrue();
            assertThat(node.client()
                            .bearer(second.text("access_token"))
                            .get("/auth/profile")
                            .status())
                    .isEqualTo(200);
            assertThat(attributes(second)).contains("Path=/auth/refresh-token", "HttpOnly", "SameSite=Strict");
            assertThat(cookie(third)).startsWith("rollcall-refresh=rt1." + login.text("session.sessionId") + ".3.");
        }

        @Test
        void detectsReuse() {
            Reply login = logIn(ownPage());
            Reply second = refresh(ownPage(), login, "{}");

            Reply reused = refresh(ownPage(), login, "{}");

            assertThat(reused.text("reason")).isEqualTo("TOKEN_REUSE_DETECTED");
            assertThat(reused.header("Set-Cookie")).isEmpty();
            assertThat(refresh(ownPage(), second, "{}").text("reason")).isEqualTo("TOKEN_REUSE_DETECTED");
        }

        @Test
        void givesOneSuccessorToConcurrentTabsWithinTheGracePeriod() {
            try (Node gracious = Node.start(TestDatabase.create())) {
                Client page = pageOf(gracious);
                Reply login = logIn(page);

                List<Reply> replies = AtOnce.call(20, tab -> refresh(page, login, "{}"));

                assertThat(replies).extracting(Reply::status).containsOnly(200);
                assertThat(replies).extracting(RefreshTokenCookieIT::cookie).containsOnly(cookie(replies.get(0)));
            }
        }

        @Test
        void prefersTheTokenInTheBodyAndLeavesTheCookieAlone() {
            Reply login = logIn(ownPage());
            SignedIn other = node.client().signIn("john_roe", "test123");

            Reply reply = node.client()
                    .with("Cookie", cookie(login))
                    .post("/auth/refresh-token", Map.of("refresh_token", other.refreshToken()));

            assertThat(reply.text("session.sessionId")).isEqualTo(other.sessionId());
            assertThat(reply.text("refresh_token")).isNotEmpty();
            assertThat(reply.header("Set-Cookie")).isEmpty();
            assertThat(refresh(ownPage(), login, "{}").status()).isEqualTo(200);
        }

        @Test
        void doesNotFallBackToTheCookieIfTheTokenInTheBodyIsWrong() {
            Reply login = logIn(ownPage());

            assertThat(refresh(ownPage(), login, "{\"refresh_token\":\"wrong\"}")
                            .code())
                    .isEqualTo("INVALID_TOKEN");
            assertThat(refresh(ownPage(), login, "{\"refresh_token\":\" \"}").text("field"))
                    .isEqualTo("refresh_token");
            assertThat(refresh(ownPage(), login, "{}").status()).isEqualTo(200);
        }

        @Test
        void saysWhyTheSessionEnded() {
            Reply login = logIn(ownPage());
            node.client().bearer(login.text("access_token")).post("/auth/logout");

            Reply reply = refresh(ownPage(), login, "{}");

            assertThat(reply.code()).isEqualTo("SESSION_ENDED");
            assertThat(reply.text("reason")).isEqualTo("LOGGED_OUT");
        }

        @Test
        void refusesSeveralCookies() {
            Reply login = logIn(ownPage());
            Reply planted = logIn(ownPage());

            Reply reply = ownPage()
                    .with("Cookie", cookie(planted) + "; " + cookie(login))
                    .post("/auth/refresh-token", Map.of());

            assertThat(reply.code()).isEqualTo("INVALID_REQUEST");
            assertThat(refresh(ownPage(), login, "{}").status()).isEqualTo(200);
            assertThat(refresh(ownPage(), planted, "{}").status()).isEqualTo(200);
        }

        @Test
        void needsATokenSomewhere() {
            assertThat(ownPage().post("/auth/refresh-token").text("field")).isEqualTo("refresh_token");
            assertThat(ownPage()
                            .with("Cookie", "rollcall-refresh=rubbish")
                            .post("/auth/refresh-token")
                            .code())
                    .isEqualTo("INVALID_TOKEN");
        }
    }

    @Nested
    class Origins {

        @ParameterizedTest
        @CsvSource(
                nullValues = "none",
                value = {
                    "http://localhost:3000, none",
                    "http://localhost:3000, same-site",
                    "http://rewritten.example.org, same-origin",
                    "none, same-origin"
                })
        void mayUseTheCookie(String origin, String site) {
            Reply login = logIn(browser(origin, site));

            assertThat(login.status()).isEqualTo(200);
            assertThat(refresh(browser(origin, site), login, "{}").status()).isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource(
                nullValues = "none",
                value = {
                    "https://evil.example.org, none",
                    "https://evil.example.org, same-site",
                    "https://evil.example.org, cross-site",
                    "http://localhost:3000, cross-site",
                    "http://localhost:3000, none-of-these",
                    "http://localhost:3000.evil.example.org, none",
                    "https://localhost:3000, none",
                    "'null', none",
                    "none, none",
                    "none, same-site"
                })
        void changeNothingIfTheyMayNot(String origin, String site) {
            Reply login = logIn(ownPage());
            Client owner = node.client().bearer(login.text("access_token"));
            int sessions = sessions(owner);

            Reply refused = refresh(browser(origin, site), login, "{}");
            Reply noLogin = logIn(browser(origin, site));
            Reply noStart = browser(origin, site)
                    .bearer(login.text("access_token"))
                    .post("/auth/bootstrap-session", Map.of("refreshTokenCookie", true));

            assertThat(List.of(refused, noLogin, noStart)).allSatisfy(reply -> {
                assertThat(reply.status()).isEqualTo(403);
                assertThat(reply.code()).isEqualTo("ORIGIN_NOT_ALLOWED");
                assertThat(reply.header("Set-Cookie")).isEmpty();
            });
            assertThat(sessions(owner)).isEqualTo(sessions);
            assertThat(cookie(refresh(ownPage(), login, "{}"))).contains(".2.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/auth/login", "/auth/refresh-token", "/auth/bootstrap-session", "/auth/logout"})
        void maySendCookiesWithTheCallsThatNeedThem(String path) {
            assertThat(preflight(path).header("Access-Control-Allow-Credentials"))
                    .isEqualTo("true");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/sessions", "/login", "/admin", "/auth/profile", "/auth/password", "/oauth2/revoke"})
        void maySendNoCookiesElsewhere(String path) {
            assertThat(preflight(path).header("Access-Control-Allow-Origin")).isEqualTo(APP);
            assertThat(preflight(path).header("Access-Control-Allow-Credentials"))
                    .isEmpty();
        }

        private Reply preflight(String path) {
            return node.client().raw().send("OPTIONS", path, "Origin: " + APP, "Access-Control-Request-Method: POST");
        }
    }

    @Nested
    class Logout {

        @ParameterizedTest
        @ValueSource(strings = {"/auth/logout", "/logout", "/auth/logout-all", "/auth/logout-session/{sessionId}"})
        void clearsTheCookie(String path) {
            Reply login = logIn(ownPage());

            Reply out = ownPage()
                    .bearer(login.text("access_token"))
                    .post(path.replace("{sessionId}", login.text("session.sessionId")));

            assertThat(out.status()).isEqualTo(200);
            assertThat(attributes(out))
                    .startsWith("rollcall-refresh=")
                    .contains("Path=/auth/refresh-token", "Max-Age=0", "HttpOnly", "SameSite=Strict");
        }

        @Test
        void ofOtherSessionsKeepsTheCookie() {
            Reply login = logIn(ownPage());
            Reply other = logIn(ownPage());
            Client here = ownPage().bearer(login.text("access_token"));

            Reply one = here.post("/auth/logout-session/" + other.text("session.sessionId"));
            Reply all = here.post("/auth/logout-all?except=current");

            assertThat(one.status()).isEqualTo(200);
            assertThat(one.header("Set-Cookie")).isEmpty();
            assertThat(all.header("Set-Cookie")).isEmpty();
        }

        @Test
        void setsNoCookieForOtherPrograms() {
            assertThat(node.client()
                            .signIn("john_roe", "test123")
                            .client()
                            .post("/auth/logout")
                            .header("Set-Cookie"))
                    .isEmpty();
        }
    }

    private static Client pageOf(Node server) {
        return server.client().with("Origin", "http://" + server.client().address());
    }

    private static Client ownPage() {
        return pageOf(node);
    }

    private static Client browser(String origin, String site) {
        Client client = node.client();
        client = origin == null ? client : client.with("Origin", origin);
        return site == null ? client : client.with("Sec-Fetch-Site", site);
    }

    private static Reply logIn(Client page) {
        return page.post(
                "/auth/login", Map.of("userName", "june_doe", "password", "test123", "refreshTokenCookie", true));
    }

    private static Reply refresh(Client page, Reply last, String body) {
        return page.with("Cookie", cookie(last)).send("POST", "/auth/refresh-token", body.isEmpty() ? null : body);
    }

    private static int sessions(Client owner) {
        return owner.get("/auth/sessions").at("sessions").size();
    }

    private static List<String> attributes(Reply reply) {
        return Arrays.asList(reply.header("Set-Cookie").split("; "));
    }

    /** Returns the cookie as the browser sends it. */
    private static String cookie(Reply reply) {
        return attributes(reply).get(0);
    }
}
