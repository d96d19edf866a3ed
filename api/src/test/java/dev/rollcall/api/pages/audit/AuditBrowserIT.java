package dev.rollcall.api.pages.audit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
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
            page.addInitScript("window.shift = 0; new PerformanceObserver(list => list.getEntries()"
                    + ".forEach(entry => window.shift += entry.hadRecentInput ? 0 : entry.value))"
                    + ".observe({type: 'layout-shift', buffered: true})");
            page.navigate("/audit/page/signed-in?span=WEEK");
            assertThat(page.locator("#curve .marker")).hasCount(2);
            String before = page.locator("#curve line.marker").getAttribute("x1");

            page.getByLabel("Move through time").focus();
            page.keyboard().press("Home");

            assertThat(page.locator("#curve line.marker")).not().hasAttribute("x1", before);
            assertThat(page.locator("#curve [aria-current]")).hasText("7 days");
            org.assertj.core.api.Assertions.assertThat(((Number) page.evaluate("window.shift")).doubleValue())
                    .isLessThan(0.05);
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
