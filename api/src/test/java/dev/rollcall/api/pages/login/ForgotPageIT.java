package dev.rollcall.api.pages.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Browser;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.MailServer;
import dev.rollcall.testing.MailServer.Mail;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People who forgot their password ask for a link on a page, without scripts. */
class ForgotPageIT {

    private static final String LINK = "a[href=/login/forgot]";

    private static final MailServer MAIL = MailServer.start();

    private static final Node NODE = Node.start(
            TestDatabase.create(),
            MAIL.settings("rollcall.mail.max-requests-per-address=20", "rollcall.trusted-proxies=127.0.0.1/32"));

    private final Client client = NODE.client();
    private final Visitor visitor = new Visitor(client);

    @AfterAll
    static void stop() {
        NODE.close();
        MAIL.close();
    }

    @Test
    void leadsFromTheLoginPageByMailToANewPassword() {
        createUser("page-forgot");

        assertThat(visitor.get("/login").text(LINK)).isEqualTo("Forgot your password?");
        assertThat(visitor.get("/login/forgot").text("h1")).isEqualTo("Forgot your password?");
        Visitor.Page asked = visitor.post("/login/forgot", Map.of("userName", "page-forgot"));

        assertThat(asked.status()).isEqualTo(303);
        assertThat(asked.location()).isEqualTo("/login");
        assertThat(visitor.get("/login").text(".notice"))
                .startsWith("If there is an account with this user name and an e-mail address");
        Mail mail = MAIL.awaitMailsTo("page-forgot@example.org", 1).get(0);
        visitor.get("/login/reset");
        Visitor.Page reset = visitor.post("/login/reset", Map.of("code", mail.link(), "newPassword", "battery staple"));
        assertThat(reset.status()).as(reset.html().text()).isEqualTo(303);
        visitor.signIn("page-forgot", "battery staple");
    }

    @Test
    void saysTheSameAboutNobody() {
        createUser("page-known");

        String known = told("page-known");

        assertThat(told("page-nobody")).isEqualTo(known);
    }

    private String told(String user) {
        visitor.get("/login/forgot");
        Visitor.Page asked = visitor.post("/login/forgot", Map.of("userName", user));
        return asked.status() + asked.location() + visitor.get("/login").text("main");
    }

    @ParameterizedTest
    @CsvSource({
        "'', Enter your user name.",
        "' ', Enter your user name.",
        "'a\tb', This user name contains characters that are not allowed."
    })
    void faultsAreShownAtTheField(String user, String text) {
        visitor.get("/login/forgot");

        Visitor.Page page = visitor.post("/login/forgot", Map.of("userName", user));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text("#userName-error")).isEqualTo(text);
        assertThat(visitor.post("/login/forgot", Map.of()).status()).isEqualTo(400);
        assertThat(visitor.post("/login/forgot", Map.of("userName", "a".repeat(256)))
                        .text("#userName-error"))
                .isEqualTo("This user name is too long.");
    }

    @Test
    void saysWhenThereWereTooManyRequests() {
        Visitor busy = visitor.with("X-Forwarded-For", "198.51.100.77");
        busy.get("/login/forgot");
        for (int i = 0; i < 20; i++) {
            assertThat(busy.post("/login/forgot", Map.of("userName", "page-nobody-" + i))
                            .status())
                    .isEqualTo(303);
        }

        Visitor.Page refused = busy.post("/login/forgot", Map.of("userName", "page-nobody"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.text("[role=alert]")).startsWith("There were too many requests from here.");
    }

    @Test
    void isInTheLanguageOfTheBrowser() {
        assertThat(visitor.with("Accept-Language", "de").get("/login/forgot").text("h1"))
                .isEqualTo("Passwort vergessen?");
    }

    @Test
    void withoutAMailServerSaysWhomToAsk() {
        Visitor elsewhere = new Visitor(SharedNode.client());

        assertThat(elsewhere.get("/login").html().select(LINK)).isEmpty();
        Visitor.Page page = elsewhere.get("/login/forgot");
        assertThat(page.text("main p")).startsWith("Ask an administrator for a link");
        assertThat(page.html().select("form[action$=forgot]")).isEmpty();
        elsewhere.get("/login");
        Visitor.Page refused = elsewhere.post("/login/forgot", Map.of("userName", "june_doe"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("h1")).isEqualTo("No e-mail can be sent from here");
    }

    @Test
    void isAccessibleAndFitsOnASmallScreen() {
        try (Browser browser = Browser.at(client)) {
            browser.page().navigate("/login");
            browser.assertAccessible();
            browser.page().navigate("/login/forgot");
            assertThat(browser.focused()).isEqualTo("User name");
            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }

    private void createUser(String user) {
        assertThat(client.signIn("admin", "admin123")
                        .client()
                        .post(
                                "/users",
                                Map.of("userName", user, "password", "correct horse", "email", user + "@example.org"))
                        .status())
                .isEqualTo(201);
    }
}
