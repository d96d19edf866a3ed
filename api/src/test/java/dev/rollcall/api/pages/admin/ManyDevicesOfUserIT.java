package dev.rollcall.api.pages.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.ManySessions;
import dev.rollcall.testing.PageWeight;
import dev.rollcall.testing.Visitor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A user with hundreds of devices, as administrators see them. */
class ManyDevicesOfUserIT {

    private static final String USER = "many & more";

    private static final String DEVICES = "section[aria-labelledby=live] li";

    @BeforeAll
    static void startSessions() {
        AdminPageIT.user(USER);
        ManySessions.start(UntouchedNode.client(), "many%20%26%20more", 500);
    }

    @Test
    void theDevicesComeInPagesAndEndingOneStaysOnItsPage() {
        Visitor admin = new Visitor(UntouchedNode.client()).signIn("admin", "admin123");
        List<String> devices = new ArrayList<>();
        List<Visitor.Page> pages = new ArrayList<>();
        for (String path = AdminPageIT.page(USER); !path.isEmpty(); path = older(pages.get(pages.size() - 1))) {
            Visitor.Page page = admin.get(path);
            PageWeight.assertLight(UntouchedNode.client(), page);
            devices.addAll(page.html().select("button[name=session]").eachAttr("value"));
            pages.add(page);
        }
        assertThat(pages).hasSize(25);
        assertThat(new HashSet<>(devices)).hasSameSizeAs(devices).hasSizeBetween(499, 500);

        Visitor.Page third = pages.get(2);
        Element button = third.html().select("button[name=session]").get(4);
        String cursor = third.html().select("input[name=cursor]").attr("value");
        Visitor.Page asked =
                admin.get("/admin/page/user/end?user=many%20%26%20more&session=" + button.val() + "&cursor=" + cursor);
        Visitor.Page done =
                admin.post("/admin/page/user/end", Map.of("user", USER, "session", button.val(), "cursor", cursor));

        assertThat(asked.html().select("main input[name=cursor]").val()).isEqualTo(cursor);
        assertThat(asked.html().select("main a").attr("href")).isEqualTo(done.location());
        Visitor.Page after = admin.get(done.location());
        assertThat(after.text(".notice")).endsWith("was signed out.");
        assertThat(after.html().select("button[name=session]").eachAttr("value"))
                .startsWith(devices.subList(40, 44).toArray(String[]::new))
                .doesNotContain(button.val())
                .hasSize(20);
    }

    @Test
    void aWrongCursorEndsNothingAndAnEmptyPageIsTheFirst() {
        Visitor admin = new Visitor(UntouchedNode.client()).signIn("admin", "admin123");
        Visitor.Page first = admin.get(AdminPageIT.page(USER));
        String session = first.html().select("button[name=session]").get(0).val();

        Visitor.Page refused =
                admin.post("/admin/page/user/end", Map.of("user", USER, "session", session, "cursor", "x"));

        assertThat(refused.status()).isEqualTo(400);
        Visitor.Page beyond = admin.get(AdminPageIT.page(USER) + "&cursor=00000000-0000-7000-8000-000000000000");
        assertThat(beyond.html().select("button[name=session]").get(0).val()).isEqualTo(session);
        assertThat(beyond.html().select("a:contains(Newest devices)")).isEmpty();
    }

    @Test
    void worksWithTheKeyboard() {
        try (Browser browser = Browser.at(UntouchedNode.client()).signIn("admin", "admin123")) {
            Page page = browser.page();
            page.navigate(AdminPageIT.page(USER));
            for (int number = 0; number < 2; number++) {
                String before = page.url();
                page.getByText("Older devices").focus();
                page.keyboard().press("Enter");
                page.waitForURL(url -> !url.equals(before));
            }
            String third = page.url();
            assertThat(page.locator(DEVICES)).hasCount(20);
            page.locator("button[name=session]").nth(7).focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#confirm")).isVisible();
            page.keyboard().press("Enter");

            assertThat(page.locator(".notice")).containsText("was signed out.");
            assertThat(page).hasURL(third);
            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }

    private static String older(Visitor.Page page) {
        return page.html().select("a:contains(Older devices)").attr("href");
    }
}
