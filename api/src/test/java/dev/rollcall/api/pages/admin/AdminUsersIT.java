package dev.rollcall.api.pages.admin;

import static dev.rollcall.api.pages.admin.AdminPageIT.page;
import static dev.rollcall.api.pages.admin.AdminPageIT.phone;
import static dev.rollcall.api.pages.admin.AdminPageIT.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S0-4: administrators find users, see their devices and end their sessions on pages. */
class AdminUsersIT {

    private final Visitor admin = new Visitor(UntouchedNode.client()).signIn("admin", "admin123");

    private static SignedIn laptop(String user) {
        return UntouchedNode.client().on(Client.LAPTOP).signIn(user, "correct horse");
    }

    /** Gets a page with a form, whose token the next form is sent with. */
    @BeforeEach
    void getFormToken() {
        assertThat(admin.get("/admin").status()).isEqualTo(200);
    }

    @Nested
    class FindingAUser {

        @Test
        void findsUsersWithAnAccountOrAHistory() {
            user("findable with-account");
            UntouchedNode.client().start("findable-without");
            user("another");

            Visitor.Page page = admin.get("/admin/page/users?part=findable");

            assertThat(page.texts("li a[href^=/admin/page/user]"))
                    .containsExactly("findable with-account", "findable-without");
            assertThat(page.texts(".devices p"))
                    .containsExactly("User; may sign in.", "No account here: signs in elsewhere, or was removed.");
            assertThat(admin.get(page.html().select(".devices a").attr("href")).text("h1"))
                    .isEqualTo("findable with-account");
            assertThat(admin.get("/admin/page/users?part=findable-without").texts(".devices a"))
                    .hasSize(1);
        }

        @Test
        void findsThemByAnyPartOfThreeCharactersInCapitalOrSmallLetters() {
            user("Anna.Partington@example");
            UntouchedNode.client().start("provider*JOE-PARTING-7");
            user("partition");
            user("gnitrap");

            assertThat(found("parting")).containsExactly("Anna.Partington@example", "provider*JOE-PARTING-7");
            assertThat(found("PARTING")).hasSize(2);
            assertThat(found("r*j")).containsExactly("provider*JOE-PARTING-7");
            assertThat(found("N@E")).containsExactly("Anna.Partington@example");
            assertThat(found("ing-7")).containsExactly("provider*JOE-PARTING-7");
            assertThat(found("ing_7")).isEmpty();
            assertThat(found("%25%25%25")).isEmpty();
        }

        /** The letters are all there, three by three, but not in this order. */
        @Test
        void theLettersHaveToBeInThisOrder() {
            user("abcab");

            assertThat(found("abca")).containsExactly("abcab");
            assertThat(found("bcabc")).isEmpty();
        }

        @Test
        void shortPartsAreTheBeginningAsItIsWritten() {
            user("Zwolle");
            user("zw-small");
            user("has Zw inside");

            assertThat(found("Zw")).containsExactly("Zwolle");
        }

        private List<String> found(String part) {
            return admin.get("/admin/page/users?part=" + part).texts(".devices a");
        }

        @Test
        void showsTwentyAtATimeAndNobodyTwice() {
            for (int number = 10; number < 33; number++) {
                UntouchedNode.client().start("one-of-many-" + number);
            }

            Visitor.Page first = admin.get("/admin/page/users?part=one-of-many");
            Visitor.Page second =
                    admin.get(first.html().select("a:containsOwn(More users)").attr("href"));

            assertThat(first.texts(".devices a")).hasSize(20).startsWith("one-of-many-10");
            assertThat(second.texts(".devices a"))
                    .containsExactly("one-of-many-30", "one-of-many-31", "one-of-many-32");
            assertThat(second.html().select("a:containsOwn(More users)")).isEmpty();
        }

        @Test
        void saysWhenThereIsNoSuchUserAndWhenTheIdIsInvalid() {
            assertThat(admin.get("/admin/page/users?part=nobody%25").text("[role=status]"))
                    .startsWith("There is no user with such an id.");
            for (String wrong : List.of("x".repeat(256), "a%00b", "a%0Ab")) {
                Visitor.Page page = admin.get("/admin/page/users?part=" + wrong);
                assertThat(page.status()).as(wrong).isEqualTo(400);
                assertThat(page.text("[role=alert]")).startsWith("No user id has this in it");
            }
            assertThat(admin.get("/admin/page/users").texts(".devices a")).hasSize(20);
        }
    }

    @Nested
    class AUser {

        @Test
        void showsTheirDevicesAndThoseThatWereSignedOut() {
            user("looked at & up");
            laptop("looked at & up").client().post("/auth/logout");
            phone("looked at & up");

            await().until(() ->
                    admin.get(page("looked at & up")).texts("#admin .devices").size() == 2);
            Visitor.Page page = admin.get(page("looked at & up"));

            assertThat(page.text("h1")).isEqualTo("looked at & up");
            assertThat(page.texts("h3")).containsExactly("Safari 17 on iPhone");
            assertThat(page.texts("main button"))
                    .containsExactly(
                            "Disable looked at & up",
                            "Set the e-mail address of looked at & up",
                            "Make a link to reset the password of looked at & up",
                            "Sign out Safari 17 on iPhone",
                            "Sign out all devices of looked at & up");
            assertThat(page.text("section[aria-labelledby=ended] li"))
                    .contains("Chrome 139 on macOS")
                    .contains("Signed out there");
        }

        @Test
        void hasOneDeviceSignedOutAfterConfirmation() {
            user("ended-by-admin");
            SignedIn phone = phone("ended-by-admin");
            SignedIn laptop = laptop("ended-by-admin");
            Map<String, String> fields = Map.of("user", "ended-by-admin", "session", phone.sessionId());

            Visitor.Page asked = admin.get("/admin/page/user/end?user=ended-by-admin&session=" + phone.sessionId());
            assertThat(asked.text("h1")).isEqualTo("Sign out Safari 17 on iPhone of ended-by-admin?");
            assertThat(asked.texts("main button"))
                    .containsExactly("Yes, sign out Safari 17 on iPhone of ended-by-admin");
            assertThat(phone.profile().status()).isEqualTo(200);
            Visitor.Page done = admin.post("/admin/page/user/end", fields);

            assertThat(done.location()).isEqualTo("/admin/page/user?user=ended-by-admin");
            assertThat(admin.get(done.location()).text(".notice")).isEqualTo("Safari 17 on iPhone was signed out.");
            assertThat(phone.profile().text("reason")).isEqualTo("TERMINATED_BY_ADMIN");
            assertThat(laptop.profile().status()).isEqualTo(200);
            Visitor.Page again = admin.post("/admin/page/user/end", fields);
            assertThat(again.status()).isEqualTo(404);
            assertThat(again.text("h1")).isEqualTo("This device is not signed in");
        }

        @Test
        void hasAllDevicesSignedOut() {
            user("all-ended-by-admin");
            SignedIn phone = phone("all-ended-by-admin");
            SignedIn laptop = laptop("all-ended-by-admin");
            assertThat(admin.get("/admin/page/user/end-all?user=all-ended-by-admin")
                            .text("h1"))
                    .isEqualTo("Sign out all devices of all-ended-by-admin?");

            Visitor.Page done = admin.post("/admin/page/user/end-all", Map.of("user", "all-ended-by-admin"));

            assertThat(admin.get(done.location()).text(".notice"))
                    .isEqualTo("All devices of all-ended-by-admin were signed out.");
            assertThat(phone.profile().text("reason")).isEqualTo("TERMINATED_BY_ADMIN");
            assertThat(laptop.profile().text("reason")).isEqualTo("TERMINATED_BY_ADMIN");
        }

        @Test
        void isDisabledAndEnabled() {
            user("disabled-on-a-page");
            SignedIn phone = phone("disabled-on-a-page");
            assertThat(admin.get("/admin/page/user/status?user=disabled-on-a-page&status=DISABLED")
                            .text("h1"))
                    .isEqualTo("Disable disabled-on-a-page?");

            Visitor.Page done =
                    admin.post("/admin/page/user/status", Map.of("user", "disabled-on-a-page", "status", "DISABLED"));

            Visitor.Page page = admin.get(done.location());
            assertThat(page.text(".notice"))
                    .isEqualTo("disabled-on-a-page is disabled, and all devices were signed out.");
            assertThat(page.text("main")).contains("User; disabled, and may not sign in.");
            assertThat(page.texts("main button"))
                    .containsExactly("Enable disabled-on-a-page", "Set the e-mail address of disabled-on-a-page");
            assertThat(phone.profile().status()).isEqualTo(401);
            admin.post("/admin/page/user/status", Map.of("user", "disabled-on-a-page", "status", "ACTIVE"));
            assertThat(phone("disabled-on-a-page").profile().status()).isEqualTo(200);
        }

        @Test
        void isProtectedIfItIsTheAdministrator() {
            Visitor.Page page = admin.get(page("admin"));
            assertThat(page.text("main")).contains("This is you.").contains("This device");
            assertThat(page.texts("main button"))
                    .noneMatch(button -> button.startsWith("Disable") || button.contains("all devices"));
            String session = admin.sessionId();

            assertThat(admin.post("/admin/page/user/end", Map.of("user", "admin", "session", session))
                            .text("h1"))
                    .isEqualTo("This is the device that you are using");
            assertThat(admin.post("/admin/page/user/end-all", Map.of("user", "admin"))
                            .status())
                    .isEqualTo(409);
            assertThat(admin.post("/admin/page/user/status", Map.of("user", "admin", "status", "DISABLED"))
                            .text("h1"))
                    .isEqualTo("This is your own account");
            assertThat(admin.get("/admin").status()).isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource({
            "/admin/page/user/end, user=june_doe&session=x, 404",
            "/admin/page/user/end, user=june_doe, 400",
            "/admin/page/user/end, user=nobody-at-all&session=x, 404",
            "/admin/page/user/end-all, user=nobody-at-all, 404",
            "/admin/page/user/end-all, '', 400",
            "/admin/page/user/status, user=june_doe&status=ASLEEP, 400",
            "/admin/page/user/status, user=june_doe, 400",
            "/admin/page/user/status, user=nobody-at-all&status=ACTIVE, 404",
            "/admin/page/rebuild, projection=nothing, 404",
            "/admin/page/rebuild, '', 400",
            "/admin/page/rebuild, projection=live-sessions&dryRun=perhaps, 400",
            "/admin/page/cleanup, dryRun=perhaps, 400"
        })
        void isRefusedWithInvalidOrMissingFields(String path, String form, int status) {
            Map<String, String> fields = new HashMap<>();
            for (String field : form.isEmpty() ? new String[0] : form.split("&")) {
                fields.put(field.split("=")[0], field.split("=")[1]);
            }

            Visitor.Page refused = admin.post(path, fields);

            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.text("h1")).isNotEmpty();
            assertThat(refused.html().select("[role=alert]")).isNotEmpty();
        }

        @Test
        void isNotFoundIfUnknownOrTooLong() {
            assertThat(admin.get("/admin/page/user?user=nobody-at-all").text("h1"))
                    .isEqualTo("There is no such user");
            assertThat(admin.get("/admin/page/user?user=" + "x".repeat(256)).status())
                    .isEqualTo(404);
            assertThat(admin.get("/admin/page/user").status()).isEqualTo(400);
            assertThat(admin.get(page("june_doe") + "&cursor=x").status()).isEqualTo(400);
            assertThat(admin.get(page("june_doe") + "&user=john_roe").status()).isEqualTo(400);
        }
    }
}
