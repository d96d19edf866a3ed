package dev.rollcall.api.pages.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The administration pages, without scripts. */
class AdminPageIT {

    private static final List<String> ACTIONS = List.of(
            "/admin/page/user/end",
            "/admin/page/user/end-all",
            "/admin/page/user/status",
            "/admin/page/rebuild",
            "/admin/page/cleanup",
            "/admin/page/signing-key");

    private final Visitor admin = new Visitor(UntouchedNode.client()).signIn("admin", "admin123");

    static void user(String name) {
        UntouchedNode.client()
                .signIn("admin", "admin123")
                .client()
                .post("/users", Map.of("userName", name, "password", "correct horse"));
    }

    static SignedIn phone(String user) {
        return UntouchedNode.client().on(Client.PHONE).signIn(user, "correct horse");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String page(String user) {
        return "/admin/page/user?user=" + encoded(user).replace("+", "%20");
    }

    /** Gets a page with a form, whose token the next form is sent with. */
    @BeforeEach
    void getFormToken() {
        assertThat(admin.get("/admin").status()).isEqualTo(200);
    }

    @Nested
    class ReadModels {

        @Test
        void areRebuiltAfterConfirmationAndShowTheResult() {
            assertThat(admin.get("/admin").texts("section[aria-labelledby=models] h3"))
                    .contains("live-sessions", "session-history");
            Visitor.Page asked = admin.get("/admin/page/rebuild?projection=session-history");
            assertThat(asked.texts("main button"))
                    .containsExactly("Dry run: compare, and change nothing", "Rebuild: compare, and use the new table");

            Visitor.Page started =
                    admin.post("/admin/page/rebuild", Map.of("projection", "session-history", "dryRun", "true"));

            assertThat(started.location()).matches("/admin/page/rebuild/progress\\?projection=session-history&id=\\d+");
            await().until(() -> !admin.get(started.location()).text("#outcome").isEmpty());
            Visitor.Page done = admin.get(started.location());
            assertThat(done.text("#outcome")).contains("The table matched the events.");
            assertThat(done.texts("#outcome code")).hasSize(2).allMatch(checksum -> checksum.matches("-?\\d+"));
            assertThat(done.html().select("progress").attr("value"))
                    .isEqualTo(done.html().select("progress").attr("max"));
            assertThat(done.html().select("[hx-trigger]")).isEmpty();
            assertThat(done.text("main")).contains("Requested by admin").contains("as a dry run");
            assertThat(admin.get("/admin").text("section[aria-labelledby=models]"))
                    .contains("Rebuild of session-history: completed");
        }

        @ParameterizedTest
        @CsvSource({"projection=nothing, 404", "'', 400"})
        void areNotFoundUnderUnknownNames(String query, int status) {
            assertThat(admin.get("/admin/page/rebuild?" + query).status()).isEqualTo(status);
            assertThat(admin.get("/admin/page/rebuild/progress?id=1&" + query).status())
                    .isEqualTo(status);
            assertThat(admin.get("/admin/page/rebuild/progress?projection=live-sessions&id=x")
                            .text("h1"))
                    .isEqualTo("There is nothing here");
        }
    }

    @Nested
    class OtherActions {

        @Test
        void runsTheCleanupAndShowsItsCounters() {
            Visitor.Page dryRun = admin.post("/admin/page/cleanup", Map.of("dryRun", "true"));

            assertThat(dryRun.location()).isEqualTo("/admin/page/cleanup");
            Visitor.Page tried = await().until(() -> admin.get(dryRun.location()), page -> !isUnderWay(page));
            assertThat(tried.text("#state")).startsWith("The dry run is done. Nothing was changed.");
            assertThat(tried.text(".when")).startsWith("Requested by admin, ");
            assertThat(tried.texts(".counters dd")).hasSize(6).allMatch(counter -> counter.matches("\\d+"));

            assertThat(admin.post("/admin/page/cleanup", Map.of("dryRun", "false"))
                            .location())
                    .isEqualTo("/admin/page/cleanup");
            Visitor.Page cleanedUp = await().until(() -> admin.get("/admin/page/cleanup"), page -> !isUnderWay(page));
            assertThat(cleanedUp.text("#state")).isEqualTo("The clean-up is done.");
            Visitor.Page page = admin.get("/admin");
            assertThat(page.texts(".counters dd")).isEqualTo(cleanedUp.texts(".counters dd"));
            assertThat(page.text("section[aria-labelledby=cleanup] p"))
                    .matches(".+ UTC on .+, it took [0-9.]+ seconds .+");
        }

        private static boolean isUnderWay(Visitor.Page page) {
            return page.text("#state").contains("under way");
        }

        @Test
        void replacesTheSigningKeyAfterConfirmation() {
            int before = admin.get("/admin")
                    .texts("section[aria-labelledby=keys] li")
                    .size();
            assertThat(admin.get("/admin/page/signing-key").text("h1")).isEqualTo("Replace the signing key?");

            Visitor.Page done = admin.post("/admin/page/signing-key", Map.of());

            Visitor.Page page = admin.get(done.location());
            assertThat(page.text(".notice")).startsWith("The new key is ");
            assertThat(page.texts("section[aria-labelledby=keys] li")).hasSize(before + 1);
            assertThat(page.text("section[aria-labelledby=keys]")).contains("Published; signs later");
        }
    }

    @Nested
    class TheVisitor {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/admin",
                    "/admin/page/users",
                    "/admin/page/user?user=admin",
                    "/admin/page/user/end?user=admin",
                    "/admin/page/rebuild?projection=live-sessions",
                    "/admin/page/signing-key"
                })
        void mustBeAnAdministrator(String path) {
            Visitor user = new Visitor(UntouchedNode.client()).signIn("john_roe", "test123");

            Visitor.Page refused = user.get(path);

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("h1")).isEqualTo("This page is not for you");
            assertThat(refused.texts("nav a")).containsExactly("My devices");
            assertThat(new Visitor(UntouchedNode.client()).get(path).location()).startsWith("/login?to=%2Fadmin");
        }

        @Test
        void mustSendTheTokenOfTheForm() {
            user("ended-by-foreign-page");
            SignedIn phone = phone("ended-by-foreign-page");

            for (String path : ACTIONS) {
                Visitor.Page refused = admin.postWithoutToken(
                        path,
                        Map.of(
                                "user", "ended-by-foreign-page",
                                "session", phone.sessionId(),
                                "status", "DISABLED",
                                "projection", "live-sessions"));
                assertThat(refused.status()).as(path).isEqualTo(403);
                assertThat(refused.text("h1")).isEqualTo("This form is too old");
            }
            assertThat(phone.profile().status()).isEqualTo(200);
        }

        @Test
        void mustEnterThePasswordAgainBeforeEveryAction() {
            user("ended-with-password");
            try (Node strict = Node.start(UntouchedNode.database(), "rollcall.pages.password-again-after=PT0S")) {
                SignedIn phone = strict.client().on(Client.PHONE).signIn("ended-with-password", "correct horse");
                Visitor later = new Visitor(strict.client()).signIn("admin", "admin123");
                later.get("/admin");
                Map<String, String> fields = Map.of(
                        "user", "ended-with-password",
                        "session", phone.sessionId(),
                        "status", "DISABLED",
                        "projection", "live-sessions");

                for (String path : ACTIONS) {
                    Visitor.Page asked = later.post(path, fields);
                    assertThat(asked.text("h1")).as(path).isEqualTo("Enter your password again");
                    assertThat(asked.html().select("input[name=user]").attr("value"))
                            .isEqualTo("ended-with-password");
                }
                assertThat(phone.profile().status()).isEqualTo(200);
                Map<String, String> wrong = Map.of("user", "ended-with-password", "passwordAgain", "wrong");
                assertThat(later.post("/admin/page/user/end-all", wrong).status())
                        .isEqualTo(401);
                assertThat(phone.profile().status()).isEqualTo(200);
                Map<String, String> right = Map.of("user", "ended-with-password", "passwordAgain", "admin123");
                assertThat(later.post("/admin/page/user/end-all", right).status())
                        .isEqualTo(303);
                assertThat(phone.profile().text("reason")).isEqualTo("TERMINATED_BY_ADMIN");
            }
        }

        @Test
        void seesUserNamesAsText() {
            String name = "<img src=x onerror=alert(1)>";
            user(name);

            Visitor.Page found = admin.get("/admin/page/users?part=%3Cimg");
            Visitor.Page page = admin.get(page(name));

            assertThat(found.texts(".devices a")).containsExactly(name);
            assertThat(page.text("h1")).isEqualTo(name);
            assertThat(found.html().select("img")).isEmpty();
            assertThat(page.html().select("img")).isEmpty();
        }
    }
}
