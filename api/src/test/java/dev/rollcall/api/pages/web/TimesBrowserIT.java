package dev.rollcall.api.pages.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.SharedNode;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Times in the words, the language and the zone of the browser. */
class TimesBrowserIT {

    @Test
    void saysTimesInTheLanguageAndZoneOfTheBrowser() {
        try (Browser browser =
                Browser.in(SharedNode.client(), "de-DE", "Asia/Kathmandu").signIn("june_doe", "test123")) {
            Page page = browser.page();
            Locator started = page.locator(".current time").nth(0);
            Locator expires = page.locator(".current time").nth(2);

            assertThat(page.locator("h1")).hasText("Meine Geräte");
            assertThat(started.locator(".since")).hasText("jetzt");
            assertThat(expires.locator(".since")).hasText(Pattern.compile("in \\d+ Stunden"));
            assertThat(started).hasAttribute("title", Pattern.compile(".+ \\d{4} um \\d\\d:\\d\\d:\\d\\d GMT\\+5:45"));
            assertThat(started.locator(".said").textContent()).isEqualTo(", " + started.getAttribute("title"));
        }
    }

    @Test
    void saysTimesInPartsThatAreReplaced() {
        try (Browser browser = Browser.at(SharedNode.client()).signIn("june_doe", "test123")) {
            Page page = browser.page();
            page.evaluate("document.querySelector('.current time').setAttribute('data-old', '')");

            page.evaluate("htmx.trigger('#devices', 'refresh')");

            assertThat(page.locator(".current time[data-old]")).hasCount(0);
            assertThat(page.locator(".current time .since").first()).hasText("now");
        }
    }

    /** An hour passes in the browser, and nothing is loaded. */
    @Test
    void keepsTheWordsUpToDate() {
        try (Browser browser = Browser.at(SharedNode.client())) {
            Page page = browser.page();
            page.clock().install();
            browser.signIn("june_doe", "test123");
            page.route("**/sessions/**", route -> route.abort());

            page.clock().fastForward("01:05:00");

            assertThat(page.locator(".current time .since").first()).hasText("1 hour ago");
        }
    }

    @Test
    void showsUtcWithoutScripts() {
        try (Browser browser = Browser.withoutScripts(SharedNode.client()).signIn("june_doe", "test123")) {
            assertThat(browser.page().locator(".current time").first())
                    .hasText(Pattern.compile("\\d\\d:\\d\\d UTC on \\d+ \\w+ \\d{4}"));
        }
    }
}
