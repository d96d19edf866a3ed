package dev.rollcall.api.pages.devices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Browser;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users see and change their own e-mail address on a page, with their password. */
class EmailPageIT {

    private static final String PASSWORD = "correct horse";

    private final Client client = SharedNode.client();
    private final Client admin = client.signIn("admin", "admin123").client();

    @Test
    void isSavedAndShown() {
        Visitor visitor = SessionsPageIT.visitor("email-page");
        assertThat(visitor.get("/sessions").html().select("a[href=/sessions/email]"))
                .hasSize(1);
        assertThat(visitor.get("/sessions/email").html().select("#email").attr("value"))
                .isEmpty();

        Visitor.Page saved = change(visitor, "page@example.org", PASSWORD);

        assertThat(saved.location()).isEqualTo("/sessions");
        assertThat(visitor.get("/sessions").text(".notice")).startsWith("Your e-mail address was saved.");
        Visitor.Page form = visitor.get("/sessions/email");
        assertThat(form.html().select("#email").attr("value")).isEqualTo("page@example.org");
        assertThat(form.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(admin.get("/users/email-page").text("email")).isEqualTo("page@example.org");
        change(visitor, "", PASSWORD);
        assertThat(visitor.get("/sessions/email").html().select("#email").attr("value"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            june@          | correct horse | 400 | email           | Enter an address such as june@example.org
            a@b.org, c@d.e | correct horse | 400 | email           | Enter an address such as june@example.org
            a@example.org  | ''            | 400 | currentPassword | Enter your current password.
            a@example.org  | wrong horse   | 401 | currentPassword | The current password is wrong.
            """)
    void faultsAreShownAtTheirFields(String email, String password, int status, String field, String text) {
        Visitor visitor = SessionsPageIT.visitor("email-page-wrong");
        visitor.get("/sessions/email");

        Visitor.Page page = change(visitor, email, password);

        assertThat(page.status()).isEqualTo(status);
        assertThat(page.text("#" + field + "-error")).startsWith(text);
        assertThat(page.html().select("#email").attr("value")).isEqualTo(email);
        assertThat(page.html().select("input[type=password][value]")).isEmpty();
        assertThat(admin.get("/users/email-page-wrong").at("email").isNull()).isTrue();
        assertThat(visitor.post("/sessions/email", Map.of()).status()).isEqualTo(400);
    }

    @Test
    void isAccessibleAndFitsOnASmallScreen() {
        SessionsPageIT.visitor("email-page-accessible");
        try (Browser browser = Browser.at(client).signIn("email-page-accessible", PASSWORD)) {
            browser.page().navigate("/sessions/email");
            assertThat(browser.focused()).isEqualTo("E-mail address");
            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }

    private static Visitor.Page change(Visitor visitor, String email, String password) {
        return visitor.post("/sessions/email", Map.of("email", email, "currentPassword", password));
    }
}
