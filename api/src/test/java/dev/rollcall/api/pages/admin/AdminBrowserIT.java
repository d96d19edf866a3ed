package dev.rollcall.api.pages.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.SignedIn;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The administration pages in a real browser. */
class AdminBrowserIT {

    private static Browser browser() {
        return Browser.at(UntouchedNode.client()).signIn("admin", "admin123");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void findsAndSignsOutADeviceWithTheKeyboardAlone() {
        AdminPageIT.user("found-with-keys");
        SignedIn phone = UntouchedNode.client().on(Client.PHONE).signIn("found-with-keys", "correct horse");
        try (Browser browser = browser()) {
            Page page = browser.page();
            page.navigate("/admin");
            page.getByLabel("User id, or a part of it").focus();
            page.keyboard().type("found-with");
            page.keyboard().press("Enter");
            page.getByText("found-with-keys").focus();
            page.keyboard().press("Enter");
            button(page, "Sign out Safari 17 on iPhone").focus();
            page.keyboard().press("Enter");

            assertThat(page.locator("h1")).hasText("Sign out Safari 17 on iPhone of found-with-keys?");
            assertThat(browser.focused()).isEqualTo("Yes, sign out Safari 17 on iPhone of found-with-keys");
            browser.assertAccessible();
            page.keyboard().press("Enter");

            assertThat(page.locator("[role=status]")).hasText("Safari 17 on iPhone was signed out.");
            assertThat(phone.profile().text("reason")).isEqualTo("TERMINATED_BY_ADMIN");
        }
    }

    /** The row of a rebuild as another node would report it; the test decides its progress. */
    @Test
    void showsTheProgressOfARebuildLive() {
        try (Browser browser = browser().measureShifts()) {
            Page page = browser.page();
            long id = UntouchedNode.database()
                    .jdbc()
                    .queryForList("""
                            INSERT INTO projection_rebuild (projection, dry_run, requested_by, events_done, events_total,
                                                            heartbeat_at)
                            VALUES ('live-sessions', true, 'admin', 10, 200, now() + interval '1 hour') RETURNING id
                            """, Long.class)
                    .get(0);
            try {
                page.navigate("/admin/page/rebuild/progress?projection=live-sessions&id=" + id);
                page.evaluate("window.notReloaded = true");
                assertThat(page.getByLabel("Events read")).hasAttribute("value", "10");
                assertThat(page.locator("#outcome")).isEmpty();
                browser.assertAccessible();

                update("events_done = 150", id);
                assertThat(page.getByLabel("Events read")).hasAttribute("value", "150");
                assertThat(page.locator("#progress p")).hasText(Pattern.compile("150 of 200 events, .+ a second"));

                update("state = 'FAILED', reason = 'The disk is full', finished_at = now()", id);
                assertThat(page.locator("#outcome[role=status]"))
                        .hasText("It failed: The disk is full. The table is unchanged.");
                assertThat(page.locator("[hx-trigger]")).hasCount(0);
                assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
                browser.assertHasNotJumped();
            } finally {
                UntouchedNode.database().jdbc().update("DELETE FROM projection_rebuild WHERE id = ?", id);
            }
        }
    }

    /** A clean-up as another node would report it. */
    @ParameterizedTest
    @ValueSource(ints = {360, 1_280})
    void theProgressOfACleanUpDoesNotMoveThePage(int width) {
        progressOfCleanUp(0, "now() + interval '1 hour'", "NULL");
        try (Browser browser = browser().measureShifts()) {
            Page page = browser.page();
            page.setViewportSize(width, 800);
            page.navigate("/admin/page/cleanup");
            assertThat(page.locator("#state")).hasText("The clean-up is under way.");

            progressOfCleanUp(1_234, "now() + interval '1 hour'", "NULL");
            assertThat(page.locator("#bar")).hasAttribute("value", "1234");
            progressOfCleanUp(20_000, "now()", "now()");

            assertThat(page.locator("#state")).hasText("The clean-up is done.");
            browser.assertHasNotJumped();
        } finally {
            UntouchedNode.database().jdbc().update("DELETE FROM sweep_progress");
        }
    }

    private static void progressOfCleanUp(int sessions, String heartbeatAt, String finishedAt) {
        UntouchedNode.database().jdbc().update("""
                INSERT INTO sweep_progress (dry_run, about_sessions, started_at, heartbeat_at, finished_at, report)
                VALUES (false, 20000, now(), %1$s, %2$s, ?)
                ON CONFLICT (only_one) DO UPDATE SET about_sessions = 20000, dry_run = false, heartbeat_at = %1$s,
                    finished_at = %2$s, report = EXCLUDED.report
                """.formatted(heartbeatAt, finishedAt), """
                {"totalSessions":%d,"expiredSessions":3,"inactiveSessions":0,"orphanedSessions":0,
                 "deletedSessions":7,"errors":0}
                """.formatted(sessions));
    }

    private static void update(String change, long id) {
        UntouchedNode.database().jdbc().update("UPDATE projection_rebuild SET " + change + " WHERE id = ?", id);
    }

    @Test
    void rebuildsAReadModelWithoutScripts() {
        try (Browser browser = Browser.withoutScripts(UntouchedNode.client()).signIn("admin", "admin123")) {
            Page page = browser.page();
            page.navigate("/admin");
            button(page, "Rebuild session-history").click();
            button(page, "Dry run: compare, and change nothing").click();

            Locator lookAgain = page.locator("noscript a");
            for (int tries = 0; tries < 50 && lookAgain.count() > 0; tries++) {
                lookAgain.click();
            }

            assertThat(page.locator("#outcome")).containsText("The table matched the events.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/page/users?part=a",
                "/admin/page/user?user=admin",
                "/admin/page/user?user=june_doe",
                "/admin/page/rebuild?projection=live-sessions",
                "/admin/page/user?user=nobody-at-all"
            })
    void everyPageIsAccessibleAndFitsOnASmallScreen(String path) {
        try (Browser browser = browser()) {
            browser.page().navigate(path);

            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }
}
