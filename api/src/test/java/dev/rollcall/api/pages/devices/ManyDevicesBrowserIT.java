package dev.rollcall.api.pages.devices;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.ManySessions;
import dev.rollcall.testing.SharedNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The page of a user with hundreds of devices in a real browser. */
class ManyDevicesBrowserIT {

    private static final int MOST_ELEMENTS = 3_000;

    /** More than two a second for as long as the starts may take, and far less than there are starts. */
    private static final int MOST_UPDATES = 60;

    /** Its argument selects the button. */
    private static final String CLICK_AS_SOON_AS_UPDATED = """
            button => new MutationObserver((changes, observer) => {
              observer.disconnect();
              document.querySelector(button).click();
            }).observe(document.querySelector('#devices'), {childList: true})
            """;

    private static final String RECORD_WHAT_IS_TOLD = """
            window.told = 0;
            new MutationObserver(() => window.told++).observe(document.querySelector('#told'), {childList: true});
            """;

    @Test
    void theThirdPageWorksWithTheKeyboardAndUpdatesItself() {
        String user = "third-page";
        SessionsPageIT.user(user);
        ManySessions.start(SharedNode.client(), user, 500);
        try (Browser browser = Browser.at(SharedNode.client()).signIn(user, "correct horse")) {
            Page page = browser.page();
            follow(page, "Older devices");
            page.waitForResponse("**/sessions/list?cursor=*", () -> follow(page, "Older devices"));
            assertThat(page.locator("#devices")).not().hasAttribute("aria-busy", "true");
            String third = page.url();
            assertThat(page.locator("li.device")).hasCount(50);
            page.evaluate("window.notReloaded = true");
            Locator device = page.locator("li.device").nth(10);
            String id = device.getAttribute("id");

            device.locator("summary").focus();
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");

            assertThat(page.locator("#told")).containsText("was signed out.");
            assertThat(page.locator("#" + id)).hasCount(0);
            assertThat(page.locator("li.device")).hasCount(50);
            assertThat(page.locator("#used")).hasText("500 devices are signed in.");

            String other = page.locator("li.device").nth(3).getAttribute("id");
            endElsewhere(user, other.replace("device-", ""));
            assertThat(page.locator("#" + other)).hasCount(0);
            assertThat(page.locator("#used")).hasText("499 devices are signed in.");

            assertThat(page.locator("li.device")).hasCount(50);
            assertThat((Integer) page.evaluate("document.querySelectorAll('*').length"))
                    .isLessThan(MOST_ELEMENTS);
            assertThat(page.url()).isEqualTo(third);
            assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
            assertThat(page.locator("#newest a")).hasAttribute("href", "/sessions");
            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }

    @Test
    void anUpdateNeitherMovesTheFocusNorMissesAClick() {
        String user = "clicks-meanwhile";
        SessionsPageIT.user(user);
        ManySessions.start(SharedNode.client(), user, 60);
        try (Browser browser = Browser.at(SharedNode.client()).signIn(user, "correct horse")) {
            Page page = browser.page();
            assertThat(page.locator("#devices a:not([id]), #devices summary:not([id]), #devices button:not([id])"))
                    .hasCount(0);
            page.evaluate("window.notReloaded = true");
            Locator older = page.getByText("Older devices");
            older.focus();
            update(page);
            assertThat(older).isFocused();

            String id = page.locator("li.device").nth(10).getAttribute("id");
            page.evaluate(CLICK_AS_SOON_AS_UPDATED, id.replace("device-", "#yes-"));
            update(page);

            assertThat(page.locator("#told")).containsText("was signed out.");
            assertThat(page.locator("#" + id)).hasCount(0);
            assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
        }
    }

    @Test
    void anUpdateWhileDevicesAreSignedOutLosesNoAnswer() {
        String user = "updates-meanwhile";
        SessionsPageIT.user(user);
        ManySessions.start(SharedNode.client(), user, 20);
        try (Browser browser = Browser.at(SharedNode.client()).signIn(user, "correct horse")) {
            Page page = browser.page();
            page.evaluate("window.notReloaded = true");
            page.evaluate(RECORD_WHAT_IS_TOLD);
            List<String> devices = List.of(idOfDevice(page, 3), idOfDevice(page, 4), idOfDevice(page, 5));
            List<Route> held = new CopyOnWriteArrayList<>();
            page.route("**/end", held::add);

            devices.forEach(id -> clickTwice(page, "#yes-" + id));
            page.waitForCondition(() -> held.size() == 1);
            update(page);
            page.unroute("**/end");
            held.get(0).resume();

            for (String id : devices) {
                assertThat(page.locator("#device-" + id)).hasCount(0);
            }
            assertThat(page.locator("#used")).hasText("18 devices are signed in.");
            assertThat(page.locator("#told")).containsText("was signed out.");
            assertThat((Integer) page.evaluate("window.told")).isEqualTo(3);
            assertThat(held).hasSize(1);
            assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
        }
    }

    /** An update for each would keep the browser and the node busy with lists that nobody sees. */
    @Test
    void manySignInsAtOnceAreAFewUpdates() {
        String user = "many-at-once";
        SessionsPageIT.user(user);
        try (Browser browser = Browser.at(SharedNode.client()).signIn(user, "correct horse")) {
            List<String> updates = new CopyOnWriteArrayList<>();
            browser.page().onRequest(request -> {
                if (request.url().contains("/sessions/list")) {
                    updates.add(request.url());
                }
            });

            ManySessions.start(SharedNode.client(), user, 300);

            assertThat(browser.page().locator("#used")).hasText("301 devices are signed in.");
            assertThat(browser.page().locator("li.device")).hasCount(50);
            assertThat(updates).isNotEmpty().hasSizeLessThan(MOST_UPDATES);
        }
    }

    private static void update(Page page) {
        page.waitForResponse("**/sessions/list", () -> page.evaluate("htmx.trigger('#devices', 'refresh')"));
        assertThat(page.locator("#devices")).not().hasAttribute("aria-busy", "true");
    }

    private static void follow(Page page, String link) {
        String before = page.url();
        page.getByText(link).focus();
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.equals(before));
    }

    private static void clickTwice(Page page, String button) {
        page.evaluate("b => [1, 2].forEach(() => document.querySelector(b).click())", button);
    }

    private static String idOfDevice(Page page, int place) {
        return page.locator("li.device").nth(place).getAttribute("id").replace("device-", "");
    }

    private static void endElsewhere(String user, String session) {
        SharedNode.client().signIn("admin", "admin123").client().delete("/users/" + user + "/sessions/" + session);
    }
}
