package dev.rollcall.api.pages;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Jar;
import dev.rollcall.testing.SignedIn;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the screenshots for the documentation. Not part of the build; {@code docs/pictures/make} runs it. */
class Screenshots {

    private static final Path PICTURES = Path.of("../docs/pictures");

    private static final long MOST_BYTES = 80_000;

    private static final int MOST_COLOURS = 64;

    private static final int WIDTH = 1_100;

    private static final int MARGIN = 16;

    private static final String WINDOWS =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private static final String TABLET = "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

    private static final String OFFICE = "198.51.100.7";

    private static final String HOME = "203.0.113.24";

    @Test
    void mainPages(@TempDir Path directory) throws IOException {
        try (Jar jar = Jar.start(directory.resolve("data"), "rollcall.trusted-proxies=127.0.0.1")) {
            Client node = jar.client();
            startSessions(node);
            try (Browser browser = browser(node, Client.LAPTOP, HOME).signIn("june_doe", "test123")) {
                browser.page().navigate("/sessions");
                await().until(() -> isEverythingInTheHistory(browser.page()));
                take(browser.page(), "#devices", "devices");
            }
            try (Browser browser = browser(node, WINDOWS, OFFICE).signIn("auditor", "audit123")) {
                browser.page().navigate("/audit?user=june_doe");
                take(browser.page(), ".timeline > li:nth-child(4)", "timeline");
                browser.page().navigate("/audit/page/sessions?user=june_doe");
                take(browser.page(), "figure", "lanes");
                browser.page().navigate("/audit/page/log?index=5");
                browser.page()
                        .waitForCondition(() -> browser.page()
                                .locator("#verdict.good")
                                .innerText()
                                .contains("This browser"));
                take(browser.page(), "#evidence figure", "verify");
                replay(browser.page());
                take(browser.page(), "#users-table", "what-if");
            }
            try (Browser browser = browser(node, WINDOWS, OFFICE).signIn("admin", "admin123")) {
                browser.page().navigate("/admin");
                take(browser.page(), "section:last-child", "admin");
                browser.page().navigate("/admin/page/user?user=june_doe");
                take(browser.page(), "#admin > :last-child", "user");
                browser.page().navigate("/admin/page/service");
                take(browser.page(), "section[aria-labelledby=behind]", "service");
            }
        }
    }

    private static void replay(Page page) {
        page.navigate("/audit/page/what-if");
        page.fill("#maxSessions", "1");
        page.click("#audit form button");
        page.locator("#users-table").waitFor();
    }

    private static boolean isEverythingInTheHistory(Page page) {
        page.reload();
        return page.locator(".ended").count() == 2;
    }

    /** The later login in the browser evicts the device in the office. */
    private static void startSessions(Client node) {
        signIn(node, "john_roe", Client.PHONE, HOME);
        SignedIn office = signIn(node, "june_doe", WINDOWS, OFFICE);
        office.settings(Map.of("maxSessions", 2));
        SignedIn tablet = signIn(node, "june_doe", TABLET, HOME);
        tablet.client().post("/auth/logout");
        signIn(node, "june_doe", Client.PHONE, HOME);
    }

    private static SignedIn signIn(Client node, String user, String userAgent, String address) {
        return node.on(userAgent).with("X-Forwarded-For", address).signIn(user, "test123");
    }

    /** Opens a browser in which nothing moves. */
    private static Browser browser(Client node, String userAgent, String address) {
        Browser browser = Browser.in(node, "en-GB", "Europe/Berlin");
        browser.page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        browser.page().setViewportSize(WIDTH, WIDTH);
        browser.page().setExtraHTTPHeaders(Map.of("User-Agent", userAgent, "X-Forwarded-For", address));
        return browser;
    }

    /** @param last the selector of the last element in the picture */
    private static void take(Page page, String last, String name) throws IOException {
        BoundingBox end = page.locator(last).boundingBox();
        double height = Math.ceil(end.y + end.height) + MARGIN;
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
            byte[] picture = page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setClip(0, 0, WIDTH, height));
            Path file = PICTURES.resolve(name + (scheme == ColorScheme.DARK ? "-dark.png" : ".png"));
            ImageIO.write(withFewColours(ImageIO.read(new ByteArrayInputStream(picture))), "png", file.toFile());
            assertThat(Files.size(file)).as(file.toString()).isLessThan(MOST_BYTES);
        }
    }

    /** Reduces the file to a third. Rarer colours are only nuances of edges and shadows. */
    private static BufferedImage withFewColours(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        int[] palette =
                Arrays.stream(pixels).boxed().collect(groupingBy(colour -> colour, counting())).entrySet().stream()
                        .sorted(Comparator.comparingLong(Screenshots::importance)
                                .reversed())
                        .limit(MOST_COLOURS)
                        .mapToInt(Entry::getKey)
                        .toArray();
        BufferedImage few = new BufferedImage(
                width,
                height,
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = nearest.computeIfAbsent(pixels[i], colour -> nearest(palette, colour));
        }
        few.getRaster().setPixels(0, 0, width, height, pixels);
        return few;
    }

    /** A few bright pixels matter more than many of one more shade of grey. */
    private static long importance(Entry<Integer, Long> colour) {
        Color one = new Color(colour.getKey());
        int most = Math.max(one.getRed(), Math.max(one.getGreen(), one.getBlue()));
        int least = Math.min(one.getRed(), Math.min(one.getGreen(), one.getBlue()));
        return colour.getValue() * (1 + most - least);
    }

    private static int nearest(int[] palette, int colour) {
        return IntStream.range(0, palette.length)
                .boxed()
                .min(Comparator.comparingInt(index -> distance(new Color(palette[index]), new Color(colour))))
                .orElseThrow();
    }

    private static int distance(Color one, Color other) {
        return Math.abs(one.getRed() - other.getRed())
                + Math.abs(one.getGreen() - other.getGreen())
                + Math.abs(one.getBlue() - other.getBlue());
    }
}
