package dev.rollcall.api.pages.audit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit pages in a real browser. */
class AuditBrowserIT {

    private static final String AUDITOR = "browsing-auditor";

    /** The text up to the middle of the signature, and the next character. */
    private static final Pattern SIGNATURE = Pattern.compile("(id=\"signed\"[^<]*\n\n\\S+ \\S+ .{40})(.)");

    private static String session = "";

    @BeforeAll
    static void startSession() {
        session = SharedNode.client().on(Client.LAPTOP).start("seen-by-auditor").sessionId();
        AuditedUser.auditor(AUDITOR);
    }

    private static Browser browser() {
        return Browser.at(SharedNode.client()).signIn(AUDITOR, "correct horse");
    }

    @Test
    void reachesATimelineWithTheKeyboardAlone() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            page.navigate("/audit");

            page.getByLabel("User id").focus();
            page.keyboard().type("seen-by-auditor");
            page.keyboard().press("Enter");

            assertThat(page.locator(".timeline > li")).hasCount(1);
            page.getByText("Verify event 0 of this user").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("The log of all events");
        }
    }

    @Test
    void theBrowserChecksTheProofAndTheSignature() {
        try (Browser browser = browser()) {
            Page page = browser.page();

            verify(page);

            assertThat(page.locator("#inclusion"))
                    .hasText("Proven: the event is as it was logged. This browser checked it.");
            assertThat(page.locator("#signature"))
                    .hasText("The signature of the checkpoint is right. This browser checked it.");
            assertThat(page.locator("#way code").last())
                    .hasText(page.locator("#evidence").getAttribute("data-root"));
            browser.assertAccessible();
        }
    }

    @Test
    void theBrowserDetectsAChangedEvent() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            forge(page, answer -> answer.replace("seen-by-auditor", "somebody-else"));

            verify(page);

            assertThat(page.locator("#inclusion"))
                    .hasText("Not proven: the event is not as it was logged. This browser checked it.");
        }
    }

    @Test
    void theBrowserDetectsAForgedSignature() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            forge(
                    page,
                    answer -> SIGNATURE
                            .matcher(answer)
                            .replaceAll(
                                    found -> found.group(1) + (found.group(2).equals("A") ? "B" : "A")));

            verify(page);

            assertThat(page.locator("#signature"))
                    .hasText("The signature of the checkpoint is wrong. This browser checked it.");
            assertThat(page.locator("#verdict.good")).hasCount(0);
        }
    }

    /** Changes the answer, as a compromised server or proxy might. */
    private static void forge(Page page, UnaryOperator<String> change) {
        page.route("**/audit/page/log?**", route -> {
            APIResponse answer = route.fetch();
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(change.apply(answer.text())));
        });
    }

    private static void verify(Page page) {
        String path = "/audit/page/log?user=seen-by-auditor&sequence=0";
        page.navigate(path);
        for (int tries = 0; tries < 50 && page.locator("#evidence").count() == 0; tries++) {
            page.navigate(path);
        }
    }

    @Test
    void theListFollowsTheTimeSlider() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            page.navigate("/audit/page/signed-in?user=seen-by-auditor");
            assertThat(page.locator("#answer h2")).hasText("seen-by-auditor");
            page.evaluate("window.notReloaded = true");

            page.getByLabel("Move through time").focus();
            page.keyboard().press("Home");

            assertThat(page.locator("#summary")).hasText(Pattern.compile("No session was live at .+"));
            assertThat(page.locator("#answer")).containsText("This is final");
            assertThat(page.locator("#answer h2")).hasCount(0);
            assertThat(page.getByLabel("Move through time"))
                    .hasAttribute("aria-valuetext", Pattern.compile(".+ at .+ UTC"));
            page.keyboard().press("End");
            assertThat(page.locator("#answer h2")).hasText("seen-by-auditor");
            page.getByLabel("The slider covers the last").selectOption("30 days");
            page.getByLabel("Move through time").press("Home");
            assertThat(page.locator("#answer h2")).hasCount(0);
            assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
        }
    }

    @Test
    void aBarShowsItsTimesToTheKeyboardAndLeadsToItsSession() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            page.navigate("/audit/page/sessions?user=seen-by-auditor");
            assertThat(page.locator(".lane .why")).isVisible();
            assertThat(page.locator(".lane .when")).isHidden();

            page.getByText("Show the sessions").focus();
            page.keyboard().press("Tab");

            assertThat(page.locator(".lane")).isFocused();
            assertThat(page.locator(".lane .when")).isVisible();
            assertThat(page.locator(".lane .when")).hasText(Pattern.compile("\\d+ \\w+ \\d\\d:\\d\\d:\\d\\d to now"));
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("History of a session");
        }
    }

    @Test
    void theMarkerOfTheCurveFollowsTheSliderWithoutMovingThePage() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            browser.measureShifts();
            page.navigate("/audit/page/signed-in?span=WEEK");
            assertThat(page.locator("#curve .marker")).hasCount(2);
            String before = page.locator("#curve line.marker").getAttribute("x1");

            page.getByLabel("Move through time").focus();
            page.keyboard().press("Home");

            assertThat(page.locator("#curve line.marker")).not().hasAttribute("x1", before);
            assertThat(page.locator("#curve [aria-current]")).hasText("7 days");
            browser.assertHasNotJumped();
        }
    }

    /** The verdict and the path of hashes appear when the browser has computed them. */
    @ParameterizedTest
    @ValueSource(ints = {360, 1_280})
    void theLogDoesNotJumpWhenTheBrowserHasVerified(int width) {
        try (Browser browser = browser().measureShifts()) {
            Page page = browser.page();
            page.setViewportSize(width, 800);
            page.navigate("/audit/page/log?index=0");

            assertThat(page.locator("#inclusion")).containsText("This browser checked it.");
            assertThat(page.locator("#signature")).containsText("This browser checked it.");
            browser.assertHasNotJumped();
        }
    }

    /** The row of a simulation as another node would report it; the test decides its progress. */
    @ParameterizedTest
    @ValueSource(ints = {360, 1_280})
    void theProgressOfASimulationDoesNotMoveThePage(int width) {
        Long id = SharedNode.database().jdbc().queryForObject("""
                INSERT INTO policy_simulation (requested_by, request, events_done, events_total, heartbeat_at)
                VALUES ('auditor', '{"from":"2026-04-01T00:00:00Z","to":"2026-04-02T00:00:00Z",
                        "policy":{"maxSessions":1,"whenFull":"REJECT"}}', 0, 0, now() + interval '1 hour') RETURNING id
                """, Long.class);
        try (Browser browser = browser().measureShifts()) {
            Page page = browser.page();
            page.setViewportSize(width, 800);
            page.navigate("/audit/page/what-if/run?id=" + id);
            assertThat(page.locator("#running")).isVisible();

            for (String done : List.of("1", "150", "19000")) {
                SharedNode.database()
                        .jdbc()
                        .update(
                                "UPDATE policy_simulation SET events_done = ?::bigint, events_total = 20000 WHERE id = ?",
                                done,
                                id);
                assertThat(page.locator("#bar")).hasAttribute("value", done);
            }
            browser.assertHasNotJumped();
        } finally {
            SharedNode.database().jdbc().update("DELETE FROM policy_simulation WHERE id = ?", id);
        }
    }

    @Test
    void triesAPolicyWithTheKeyboardAloneAndShowsTheResultByItself() {
        SharedNode.client().start("tried-by-auditor");
        try (Browser browser = browser()) {
            Page page = browser.page();
            page.navigate("/audit/page/what-if");

            page.getByLabel("Sessions per user").press("Control+a");
            page.keyboard().type("1");
            page.keyboard().press("Tab");
            page.keyboard().type("Evict the oldest");
            page.getByText("Replay the period").focus();
            page.keyboard().press("Enter");

            assertThat(page.locator("#compared-table tbody tr")).hasCount(3);
            assertThat(page.locator("#running")).hasCount(0);
            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }

    @Test
    void showsErrorsWithoutANewPage() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            page.navigate("/audit/page/signed-in");

            page.getByLabel("Time (UTC)").fill("2999-01-01T12:00:01");
            page.keyboard().press("Enter");

            assertThat(page.locator("[role=alert]")).containsText("Enter a time that is not in the future.");
        }
    }

    @Test
    void worksWithoutScripts() {
        try (Browser browser = Browser.withoutScripts(SharedNode.client()).signIn(AUDITOR, "correct horse")) {
            Page page = browser.page();
            page.navigate("/audit/page/signed-in?user=seen-by-auditor");
            assertThat(page.locator("#answer h2")).hasText("seen-by-auditor");
            assertThat(page.locator("#slider")).isHidden();
            page.getByLabel("Time (UTC)").fill("2026-01-31T12:00:01");
            page.getByText("Show who was signed in").click();
            assertThat(page.locator("#answer h2")).hasCount(0);

            verify(page);
            assertThat(page.locator("#inclusion"))
                    .hasText("Proven: the event is as it was logged. The server checked it, not your browser.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit?user=seen-by-auditor",
                "/audit?user=seen-by-auditor&from=junk",
                "/audit/page/sessions?user=seen-by-auditor",
                "/audit/page/account?user=admin",
                "/audit/page/account?user=nobody",
                "/audit/page/signed-in",
                "/audit/page/what-if",
                "/audit/page/session?id=",
                "/audit/page/log?index=0"
            })
    void everyPageIsAccessibleAndFitsOnASmallScreen(String path) {
        try (Browser browser = browser()) {
            browser.page().navigate(path.endsWith("id=") ? path + session : path);

            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }
}
