package dev.rollcall.api.pages.devices;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-7: the page of the user's devices in a real browser. */
class SessionsBrowserIT {

    private static final String PASSWORD = "correct horse";

    private static final String MEASURE_SHIFTS = """
            window.shifts = [];
            window.slides = 0;
            const animate = Element.prototype.animate;
            Element.prototype.animate = function (...how) { slides++; return animate.apply(this, how); };
            window.observed = new PerformanceObserver(list => shifts.push(...list.getEntries()));
            observed.observe({type: 'layout-shift'});
            """;

    /** Waits until nothing moves any more and the last frame has been drawn. */
    private static final String SUM_OF_SHIFTS = """
            Promise.all(document.getAnimations().map(animation => animation.finished))
              .then(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))))
              .then(() => [...shifts, ...observed.takeRecords()].reduce((sum, shift) => sum + shift.value, 0))
            """;

    private static Browser browser(String user) {
        SessionsPageIT.user(user);
        return Browser.at(SharedNode.client()).signIn(user, PASSWORD);
    }

    private static Locator devices(Browser browser) {
        return browser.page().locator(".device h3");
    }

    @Test
    void endsAnotherDeviceWithTheKeyboardAlone() {
        try (Browser browser = browser("keys-only")) {
            Page page = browser.page();
            SignedIn phone = SessionsPageIT.phone("keys-only");
            page.reload();

            page.evaluate("window.notReloaded = true");
            tabTo(browser, "Sign out Safari 17 on iPhone");
            page.keyboard().press("Enter");
            assertThat(browser.focused()).isEqualTo("Cancel Safari 17 on iPhone");
            page.keyboard().press("Tab");
            assertThat(browser.focused()).isEqualTo("Yes, sign out Safari 17 on iPhone");
            page.keyboard().press("Enter");

            assertThat(page.locator("#told")).hasText("Safari 17 on iPhone was signed out.");
            assertThat(phone.profile().text("reason")).isEqualTo("TERMINATED_BY_USER");
            assertThat(devices(browser)).hasCount(1);
            assertThat(browser.focused()).isEqualTo("Other devices");
            assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
        }
    }

    @Test
    void theQuestionCanBeTakenBackAndSurvivesAnUpdate() {
        try (Browser browser = browser("thinks-again")) {
            Page page = browser.page();
            SignedIn phone = SessionsPageIT.phone("thinks-again");
            assertThat(devices(browser)).hasCount(2);
            page.locator("#end-" + phone.sessionId()).click();
            Locator yes = page.locator("#yes-" + phone.sessionId());
            assertThat(yes).isVisible();
            yes.focus();

            SessionsPageIT.phone("thinks-again");

            assertThat(devices(browser)).hasCount(3);
            assertThat(yes).isVisible();
            assertThat(yes).isFocused();
            page.locator("#end-" + phone.sessionId()).click();
            assertThat(yes).isHidden();
            assertThat(phone.profile().status()).isEqualTo(200);
        }
    }

    @Test
    void saysInPlaceThatADeviceWasAlreadySignedOut() {
        try (Browser browser = browser("too-late")) {
            Page page = browser.page();
            SignedIn phone = SessionsPageIT.phone("too-late");
            assertThat(devices(browser)).hasCount(2);
            page.locator("#end-" + phone.sessionId()).click();
            page.evaluate("addEventListener('htmx:beforeRequest', event => "
                    + "event.target.id === 'devices' && event.preventDefault(), true)");
            phone.client().post("/auth/logout");

            page.locator("#yes-" + phone.sessionId()).click();

            assertThat(page.locator("#told [role=alert]")).containsText("It was signed out already");
        }
    }

    /** What makes room must slide, too: replaced parts never count as shifts. */
    @ParameterizedTest
    @ValueSource(ints = {360, 1_280})
    void doesNotJumpWhenDevicesComeAndGo(int width) {
        String user = "calm-" + width;
        try (Browser browser = browser(user)) {
            Page page = browser.page();
            page.setViewportSize(width, 800);
            SessionsPageIT.phone(user);
            assertThat(devices(browser)).hasCount(2);
            page.evaluate(MEASURE_SHIFTS);

            SignedIn second = SessionsPageIT.phone(user);
            assertThat(devices(browser)).hasCount(3);
            second.client().post("/auth/logout");
            assertThat(devices(browser)).hasCount(2);
            assertThat(page.locator(".ended")).hasCount(1);

            assertThat(((Number) page.evaluate(SUM_OF_SHIFTS)).doubleValue()).isLessThan(0.05);
            assertThat((Integer) page.evaluate("slides")).isPositive();
        }
    }

    @Test
    void theFirstTabSkipsTheNavigation() {
        try (Browser browser = browser("skips")) {
            Page page = browser.page();

            page.keyboard().press("Tab");
            assertThat(browser.focused()).isEqualTo("Skip to the content");
            page.keyboard().press("Enter");

            assertThat(page.locator("main")).isFocused();
        }
    }

    @Test
    void updatesTheListByItself() {
        try (Browser browser = browser("comes-and-goes")) {
            SignedIn phone = SessionsPageIT.phone("comes-and-goes");
            assertThat(devices(browser)).hasCount(2);
            assertThat(browser.page().locator("#used")).hasText("2 devices are signed in.");

            phone.client().post("/auth/logout");

            assertThat(devices(browser)).hasCount(1);
            assertThat(browser.page().locator("#used")).hasText("1 device is signed in.");
        }
    }

    @Test
    void aSignedOutDeviceLandsOnTheLoginPageWithTheReason() {
        try (Browser browser = browser("signed-out")) {
            Page page = browser.page();
            SignedIn phone = SessionsPageIT.phone("signed-out");
            assertThat(devices(browser)).hasCount(2);

            phone.client().post("/auth/logout-all?except=current");

            page.waitForURL("**/login");
            assertThat(page.getByRole(AriaRole.ALERT))
                    .hasText("You were signed out because you signed out all your other devices.");
        }
    }

    /** Loading it again would show no reason, because it is told once. */
    @Test
    void aSignedOutDeviceLoadsTheLoginPageOnceThoughTheListIsReloadedMeanwhile() {
        try (Browser browser = browser("signed-out-once")) {
            Page page = browser.page();
            SignedIn phone = SessionsPageIT.phone("signed-out-once");
            assertThat(devices(browser)).hasCount(2);
            List<String> loginPages = new CopyOnWriteArrayList<>();
            page.onRequest(request -> {
                if (request.url().endsWith("/login")) {
                    loginPages.add(request.method());
                }
            });
            page.evaluate("document.querySelector('#devices')"
                    + ".addEventListener('htmx:afterRequest', () => htmx.trigger('#devices', 'refresh'))");

            phone.client().post("/auth/logout-all?except=current");

            page.waitForURL("**/login");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("You were signed out because");
            assertThat(loginPages).containsExactly("GET");
        }
    }

    @Test
    void anOpenPageDoesNotKeepItsSessionAlive() {
        SessionsPageIT.user("left-open");
        SessionsPageIT.phone("left-open").settings(Map.of("idleTimeout", "PT4S"));
        try (Browser browser = Browser.at(SharedNode.client()).signIn("left-open", PASSWORD)) {
            Page page = browser.page();
            assertThat(devices(browser)).hasCount(2);

            SessionsPageIT.phone("left-open");
            assertThat(devices(browser)).hasCount(3);

            page.waitForURL("**/login");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("this session was unused for too long");
        }
    }

    @Test
    void saysWhenTheListCannotBeLoaded() {
        try (Browser browser = browser("stale")) {
            Page page = browser.page();
            page.route("**/sessions/list", route -> route.abort());

            reload(browser);

            assertThat(page.getByRole(AriaRole.ALERT)).containsText("This list may be out of date");
            page.unroute("**/sessions/list");
            reload(browser);
            assertThat(page.getByText("This list may be out of date")).isHidden();
        }
    }

    @Test
    void aDeviceCanBeSignedOutAfterTheNetworkHasFailed() {
        try (Browser browser = browser("offline")) {
            Page page = browser.page();
            SignedIn phone = SessionsPageIT.phone("offline");
            assertThat(devices(browser)).hasCount(2);
            page.locator("#end-" + phone.sessionId()).click();
            page.route("**/sessions/**", route -> route.abort());
            page.locator("#yes-" + phone.sessionId()).click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("This list may be out of date");
            page.unroute("**/sessions/**");

            page.locator("#yes-" + phone.sessionId()).click();

            assertThat(page.locator("#told")).hasText("Safari 17 on iPhone was signed out.");
            assertThat(devices(browser)).hasCount(1);
            assertThat(page.getByText("This list may be out of date")).isHidden();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sessions",
                "/sessions/settings",
                "/sessions/password",
                "/sessions/end-others",
                "/sessions/end-everywhere",
                "/sessions/nothing"
            })
    void isAccessibleAndFitsOnASmallScreen(String path) {
        String user = "accessible-" + path.substring(path.lastIndexOf('/') + 1);
        try (Browser browser = browser(user)) {
            SessionsPageIT.phone(user).client().post("/auth/logout");
            SessionsPageIT.phone(user).settings(Map.of("maxSessions", 3));
            browser.page().navigate(path);

            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }

    @Test
    void worksWithoutScripts() {
        SessionsPageIT.user("no-scripts");
        try (Browser browser = Browser.withoutScripts(SharedNode.client()).signIn("no-scripts", PASSWORD)) {
            Page page = browser.page();
            SessionsPageIT.phone("no-scripts");
            page.reload();

            page.locator("#others ~ ul summary").click();
            press(page, "Yes, sign out Safari 17 on iPhone");
            assertThat(page.locator("#told")).hasText("Safari 17 on iPhone was signed out.");
            page.getByText("Device limit").click();
            page.getByLabel("On one device only").check();
            press(page, "Save");
            assertThat(page.locator("#told")).hasText("Your settings were saved.");
            assertThat(page.locator("#used")).hasText("1 of 1 devices used");
            press(page, "Sign out");

            assertThat(page.getByRole(AriaRole.STATUS)).hasText("You signed out.");
        }
    }

    @Test
    void respectsReducedMotion() {
        try (Browser browser = browser("motionless")) {
            browser.page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));

            assertThat(browser.page().evaluate("getComputedStyle(document.querySelector('button')).transitionDuration"))
                    .isIn(List.of("0s", ""));
        }
    }

    /** Reloads the list as an event of the stream does. */
    private static void reload(Browser browser) {
        browser.page().evaluate("htmx.trigger('#devices', 'refresh')");
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void tabTo(Browser browser, String name) {
        for (int presses = 0; presses < 30 && !browser.focused().equals(name); presses++) {
            browser.page().keyboard().press("Tab");
        }
        assertThat(browser.focused()).isEqualTo(name);
    }
}
