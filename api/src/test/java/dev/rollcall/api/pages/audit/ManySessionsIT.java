package dev.rollcall.api.pages.audit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.rollcall.api.pages.audit.AuditedUser.AUDITOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.ManySessions;
import dev.rollcall.testing.PageWeight;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.Visitor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user with 500 live sessions and 500 that ended at once, as auditors see them. */
class ManySessionsIT {

    private static final String USER = "audited-by-the-hundred";

    private static final String LANES = "/audit/page/sessions?user=" + USER;

    private static final String TIMELINE = "/audit?user=" + USER;

    private static final String ENDED = TIMELINE + "&type=AllSessionsTerminated";

    @BeforeAll
    static void startSessions() {
        ManySessions.start(SharedNode.client(), USER, 500);
        SharedNode.client().start(USER).client().post("/auth/logout-all");
        ManySessions.start(SharedNode.client(), USER, 500);
        AuditedUser.auditor("auditor-of-hundreds");
    }

    @Test
    void theTimelineComesInPages() {
        int entries = 0;
        int pages = 0;
        for (String path = TIMELINE; !path.isEmpty(); pages++) {
            Visitor.Page page = AUDITOR.get(path);
            PageWeight.assertLight(SharedNode.client(), page);
            entries += page.html().select(".timeline > li").size();
            path = page.html().select("a:contains(Older)").attr("href");
        }

        assertThat(entries).isEqualTo(1_002);
        assertThat(pages).isEqualTo(21);
    }

    @Test
    void anEventThatEndedHundredsNamesFiveAndLeadsToAll() {
        Visitor.Page page = AUDITOR.get(ENDED);

        assertThat(page.html().select(".timeline > li")).hasSize(1);
        assertThat(page.html().select(".timeline a[href^=/audit/page/session?]"))
                .hasSize(5);
        assertThat(page.text(".timeline > li")).contains(" and 496 more").hasSizeLessThan(1_000);
        PageWeight.assertLight(SharedNode.client(), page);

        Set<String> sessions = new HashSet<>();
        String path = AuditedUser.link(page, "All sessions that were live just before");
        while (!path.isEmpty()) {
            Visitor.Page live = AUDITOR.get(path);
            PageWeight.assertLight(SharedNode.client(), live);
            sessions.addAll(
                    live.html().select("#answer a[href^=/audit/page/session?]").eachAttr("href"));
            path = live.html().select("#answer a:contains(Older)").attr("href");
        }
        assertThat(sessions).hasSize(501);
    }

    @Test
    void theLanesComeInPicturesOfAtMostAHundred() {
        Set<String> sessions = new HashSet<>();
        for (String path = LANES; !path.isEmpty(); ) {
            Visitor.Page page = AUDITOR.get(path);
            PageWeight.assertLight(SharedNode.client(), page);
            List<String> lanes = page.html().select(".lane").eachAttr("href");
            assertThat(lanes).hasSizeBetween(1, 100);
            sessions.addAll(lanes);
            path = page.html().select("a:contains(Earlier sessions)").attr("href");
        }

        assertThat(sessions).hasSize(1_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {LANES, TIMELINE, ENDED, "/audit/page/signed-in?user=" + USER})
    void everyPageIsAccessibleAndFitsOnASmallScreen(String path) {
        try (Browser browser = Browser.at(SharedNode.client()).signIn("auditor-of-hundreds", "correct horse")) {
            browser.page().navigate(path);

            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }

    @Test
    void theKeyboardReachesALaneAndTheEarlierSessions() {
        try (Browser browser = Browser.at(SharedNode.client()).signIn("auditor-of-hundreds", "correct horse")) {
            Page page = browser.page();
            page.navigate(LANES);
            page.getByText("Earlier sessions").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**&to=*");
            assertThat(page.locator("h2").first()).hasText("Sessions of " + USER);
            page.locator(".lane").nth(30).focus();
            page.keyboard().press("Enter");

            page.waitForURL("**/audit/page/session?id=*");
        }
    }
}
