package dev.rollcall.api.pages.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that shows administrators how the service is doing. */
class ServicePageIT {

    private static final String PAGE = "/admin/page/service";

    private static final String ADMIN = "service-admin";

    @BeforeAll
    static void createAdministrator() {
        SharedNode.client()
                .signIn("admin", "admin123")
                .client()
                .post("/users", Map.of("userName", ADMIN, "password", "correct horse", "role", "ADMIN"));
    }

    private static Visitor administrator() {
        return new Visitor(SharedNode.client()).signIn(ADMIN, "correct horse");
    }

    @Test
    void countsWhatStartedAndEndedByReason() {
        Visitor administrator = administrator();
        await().until(() -> administrator.get(PAGE).text("#behind + dl").startsWith("Session history No events"));
        Visitor.Page before = administrator.get(PAGE);

        SignedIn leaving = SharedNode.client().start("leaves-the-service");
        SharedNode.client().start("stays-in-the-service");
        leaving.client().post("/auth/logout");

        await().untilAsserted(() -> {
            Visitor.Page after = administrator.get(PAGE);
            for (int column = 1; column <= 2; column++) {
                assertThat(number(after, "Started", column)).isEqualTo(number(before, "Started", column) + 2);
                assertThat(number(after, "Ended", column)).isEqualTo(number(before, "Ended", column) + 1);
                assertThat(number(after, "Signed out there", column))
                        .isEqualTo(number(before, "Signed out there", column) + 1);
            }
        });
    }

    @Test
    void countsRefusalsOfThisNodeByReason() {
        Visitor administrator = administrator();
        Client junk = SharedNode.client().bearer("junk");
        junk.get("/auth/profile");
        long before = number(administrator.get(PAGE), "INVALID_TOKEN", 1);

        junk.get("/auth/profile");
        junk.get("/auth/sessions");

        Visitor.Page page = administrator.get(PAGE);
        assertThat(number(page, "INVALID_TOKEN", 1)).isEqualTo(before + 2);
        assertThat(page.texts("#refusals-table th")).as("never refused").doesNotContain("HISTORY_LOST");
    }

    /** Returns 0 if there is no such row. */
    private static long number(Visitor.Page page, String row, int column) {
        return page.html().select("tbody tr").stream()
                .filter(one -> one.select("th").text().equals(row))
                .map(one -> one.select("> *").get(column))
                .map(Element::text)
                .mapToLong(text -> Long.parseLong(text.replace(",", "")))
                .sum();
    }

    @Test
    void isForAdministratorsOnly() {
        assertThat(new Visitor(SharedNode.client())
                        .signIn("june_doe", "test123")
                        .get(PAGE)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void updatesItselfWithoutMovingAndIsAccessible() {
        try (Browser browser = Browser.at(SharedNode.client()).signIn(ADMIN, "correct horse")) {
            Page page = browser.page();
            browser.measureShifts();
            page.navigate("/admin");
            page.getByText("Live sessions, what started and ended").click();
            page.locator("#happened-table").focus();
            String first = page.locator("#service > .hint").innerText();

            page.waitForFunction("old => document.querySelector('#service > .hint').innerText !== old", first);

            browser.assertHasNotJumped();
            assertThat(browser.focused()).isNotEmpty();
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("happened-table");
            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }
}
