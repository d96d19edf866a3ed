package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A window of a real browser, which records all browser errors. One browser serves all tests. */
public final class Browser implements AutoCloseable {

    private static final int PHONE_WIDTH = 360;

    private static final int LAPTOP_WIDTH = 1_280;

    private static final double MOST_SHIFT = 0.05;

    private static final List<String> WCAG_2_2_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** The installed browser; without one, Playwright provides one. */
    private static final Path SYSTEM = Path.of("/usr/bin/chromium");

    private static final String MEASURE_SHIFTS = """
            window.shift = 0;
            window.seen = list => list.forEach(entry => window.shift += entry.hadRecentInput ? 0 : entry.value);
            window.observer = new PerformanceObserver(list => window.seen(list.getEntries()));
            window.observer.observe({type: 'layout-shift', buffered: true});
            """;

    /** Waits until the last frame has been drawn. */
    private static final String SUM_OF_SHIFTS = """
            new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))
              .then(() => { window.seen(window.observer.takeRecords()); return window.shift; })
            """;

    private static com.microsoft.playwright.@Nullable Browser shared;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Browser(com.microsoft.playwright.Browser.NewContextOptions options) {
        this.context = shared().newContext(options);
        this.page = context.newPage();
        page.setDefaultTimeout(20_000);
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")
                    || message.text().contains("Uncaught")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    public static Browser at(Client node) {
        return new Browser(options(node));
    }

    /** @param zone an IANA time zone */
    public static Browser in(Client node, String locale, String zone) {
        return new Browser(options(node).setLocale(locale).setTimezoneId(zone));
    }

    public static Browser withoutScripts(Client node) {
        return new Browser(options(node).setJavaScriptEnabled(false));
    }

    private static com.microsoft.playwright.Browser.NewContextOptions options(Client node) {
        return new com.microsoft.playwright.Browser.NewContextOptions().setBaseURL("http://" + node.address());
    }

    private static synchronized com.microsoft.playwright.Browser shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** Skips the tests if the machine has no browser and cannot get one; an installed browser must start. */
    private static com.microsoft.playwright.Browser start() {
        String given = System.getenv("TEST_BROWSER");
        Path own = given == null ? SYSTEM : Path.of(given);
        if (given != null || Files.isExecutable(own)) {
            return Playwright.create(
                            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                    .chromium()
                    .launch(options().setExecutablePath(own));
        }
        try {
            return Playwright.create().chromium().launch(options());
        } catch (RuntimeException none) {
            return Assumptions.abort("There is no browser here, and none can be fetched: " + none.getMessage());
        }
    }

    private static BrowserType.LaunchOptions options() {
        return new BrowserType.LaunchOptions()
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync"));
    }

    public Page page() {
        return page;
    }

    /** Measures on each page that is loaded from now on how far it jumps. */
    public Browser measureShifts() {
        page.addInitScript(MEASURE_SHIFTS);
        return this;
    }

    /** Asserts that the page has not jumped since it was loaded, beyond what Web Vitals call good by half. */
    public void assertHasNotJumped() {
        assertThat(((Number) page.evaluate(SUM_OF_SHIFTS)).doubleValue())
                .as("cumulative layout shift of " + page.url())
                .isLessThan(MOST_SHIFT);
    }

    /** Signs in and waits for the list of devices. */
    public Browser signIn(String userName, String password) {
        page.navigate("/login");
        page.locator("#userName").fill(userName);
        page.locator("#password").fill(password);
        page.keyboard().press("Enter");
        page.waitForURL("**/sessions");
        return this;
    }

    /**
     * Asserts the criteria of WCAG 2.2 AA that can be checked automatically, in light and dark mode, on a phone and on
     * a laptop.
     */
    public void assertAccessible() {
        for (int width : List.of(PHONE_WIDTH, LAPTOP_WIDTH)) {
            page.setViewportSize(width, 800);
            assertAccessibleAtThisWidth();
        }
    }

    private void assertAccessibleAtThisWidth() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
            assertThat(new AxeBuilder(page)
                            .withTags(WCAG_2_2_AA).analyze().getViolations().stream()
                                    .flatMap(rule -> Stream.of(rule.getId() + ": " + rule.getNodes())))
                    .as(scheme + " " + page.viewportSize().width + " " + page.url())
                    .isEmpty();
        }
    }

    /** Asserts that the page fits a small phone, or a screen of 1280 pixels at 400 %. */
    public void assertFitsIn320Pixels() {
        page.setViewportSize(320, 640);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
    }

    /** Returns the name of the focused element, as a screen reader would announce it. */
    public String focused() {
        return String.valueOf(page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).innerText"
                + ".replace(/\\s+/g, ' ').trim()"));
    }

    /** Closes the window and asserts that there were no browser errors. */
    @Override
    public void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }
}
