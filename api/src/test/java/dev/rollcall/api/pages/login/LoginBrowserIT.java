package dev.rollcall.api.pages.login;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.SharedNode;
import org.junit.jupiter.api.Test;

/** The login page in a real browser. */
class LoginBrowserIT {

    @Test
    void worksWithTheKeyboardAlone() {
        LoginPageIT.user("keyboard");
        try (Browser browser = Browser.at(SharedNode.client())) {
            Page page = browser.page();
            page.navigate("/login");

            assertThat(browser.focused()).isEqualTo("User name");
            page.keyboard().type("keyboard");
            page.keyboard().press("Tab");
            assertThat(browser.focused()).isEqualTo("Password");
            page.keyboard().type("correct horse");
            page.keyboard().press("Tab");
            assertThat(browser.focused()).isEqualTo("Sign in");
            page.keyboard().press("Enter");

            page.waitForURL("**/sessions");
        }
    }

    @Test
    void announcesAnErrorAndFocusesTheField() {
        try (Browser browser = Browser.at(SharedNode.client())) {
            Page page = browser.page();
            page.navigate("/login");
            page.getByLabel("User name").fill("june_doe");
            page.getByLabel("Password").fill("wrong");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                    .click();

            assertThat(page.getByRole(AriaRole.ALERT)).hasText("The user name or password is wrong.");
            assertThat(page.getByLabel("User name")).hasValue("june_doe");
            assertThat(page.getByLabel("Password")).isFocused();
            assertThat(page.getByLabel("Password")).hasAccessibleDescription("The user name or password is wrong.");
            browser.assertAccessible();
        }
    }

    @Test
    void isAccessibleAndFitsOnASmallScreen() {
        try (Browser browser = Browser.at(SharedNode.client())) {
            browser.page().navigate("/login");

            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }

    @Test
    void worksWithoutScripts() {
        LoginPageIT.user("without-scripts");
        try (Browser browser = Browser.withoutScripts(SharedNode.client())) {
            browser.signIn("without-scripts", "correct horse");

            assertThat(browser.page().context().cookies())
                    .extracting(cookie -> cookie.name)
                    .contains("rollcall");
        }
    }
}
