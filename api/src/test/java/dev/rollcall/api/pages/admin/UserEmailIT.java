package dev.rollcall.api.pages.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Browser;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.MailServer;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Administrators set the addresses of users, and have links mailed to them, on pages without scripts. */
class UserEmailIT {

    private static final String MAIL_FORM = "form[action$=/password-reset-mail]";

    private static final MailServer MAIL = MailServer.start();

    private static final Node NODE = Node.start(TestDatabase.create(), MAIL.settings());

    private final Client client = NODE.client();
    private final Visitor admin = new Visitor(client).signIn("admin", "admin123");

    @AfterAll
    static void stop() {
        NODE.close();
        MAIL.close();
    }

    @Test
    void theAddressIsSetShownAndRemoved() {
        createUser("addressed");
        assertThat(user("addressed").text("main")).contains("No e-mail address.");

        assertThat(set("addressed", "addressed@example.org").location()).isEqualTo("/admin/page/user?user=addressed");

        Visitor.Page page = user("addressed");
        assertThat(page.text(".notice")).isEqualTo("The e-mail address of addressed was saved.");
        assertThat(page.text("main")).contains("E-mail address: addressed@example.org");
        assertThat(form("addressed").html().select("#email").attr("value")).isEqualTo("addressed@example.org");
        set("addressed", "");
        assertThat(user("addressed").text(".notice")).isEqualTo("The e-mail address of addressed was removed.");
        assertThat(user("addressed").text("main")).contains("No e-mail address.");
    }

    @Test
    void aWrongAddressIsShownAtItsField() {
        createUser("misaddressed");

        Visitor.Page wrong = set("misaddressed", "june@example.org, other@example.org");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("#email-error")).startsWith("Enter an address such as june@example.org");
        assertThat(wrong.html().select("#email").attr("value")).isEqualTo("june@example.org, other@example.org");
        assertThat(user("misaddressed").text("main")).contains("No e-mail address.");
        Visitor.Page missing = admin.post("/admin/page/user/email", Map.of("user", "misaddressed"));
        assertThat(missing.status()).isEqualTo(400);
    }

    @Test
    void aLinkIsMailedAfterAConfirmation() {
        createUser("posted");
        assertThat(user("posted").html().select(MAIL_FORM)).isEmpty();
        set("posted", "posted@example.org");
        assertThat(user("posted").html().select(MAIL_FORM)).hasSize(1);

        Visitor.Page confirm = admin.get("/admin/page/user/password-reset-mail?user=posted");
        assertThat(confirm.text("h1")).isEqualTo("Send a link to reset the password of posted?");
        assertThat(confirm.html().select("form[method=post] input[name=user]").attr("value"))
                .isEqualTo("posted");
        Visitor.Page sent = admin.post("/admin/page/user/password-reset-mail", Map.of("user", "posted"));

        assertThat(sent.location()).isEqualTo("/admin/page/user?user=posted");
        Visitor.Page page = user("posted");
        assertThat(page.text(".notice")).isEqualTo("A link for posted is on its way.");
        assertThat(MAIL.awaitMailsTo("posted@example.org", 1).get(0).link())
                .startsWith("https://id.example.org/login/reset#pc1.");
        assertThat(page.html().html()).doesNotContain("pc1.");
    }

    @Test
    void noLinkIsMailedToTheOwnAccountNorWithoutAnAddressOrAMailServer() {
        createUser("addressless");

        Visitor.Page none = admin.post("/admin/page/user/password-reset-mail", Map.of("user", "addressless"));
        assertThat(none.status()).isEqualTo(409);
        assertThat(none.text("h1")).isEqualTo("This account has no e-mail address");
        assertThat(user("admin").html().select(MAIL_FORM)).isEmpty();
        assertThat(admin.post("/admin/page/user/password-reset-mail", Map.of("user", "admin"))
                        .text("h1"))
                .isEqualTo("This is your own account");
        assertThat(admin.post("/admin/page/user/email", Map.of("user", "admin", "email", "a@example.org"))
                        .text("h1"))
                .isEqualTo("This is your own account");
        Visitor elsewhere = new Visitor(SharedNode.client()).signIn("admin", "admin123");
        elsewhere.get("/admin");
        assertThat(elsewhere
                        .post("/admin/page/user/password-reset-mail", Map.of("user", "john_roe"))
                        .text("h1"))
                .isEqualTo("No e-mail can be sent from here");
    }

    @Test
    void isInTheLanguageOfTheBrowser() {
        createUser("adressiert");
        set("adressiert", "adressiert@example.org");

        Visitor german = admin.with("Accept-Language", "de");

        assertThat(german.get("/admin/page/user?user=adressiert").text("main"))
                .contains("E-Mail-Adresse: adressiert@example.org", "per E-Mail schicken");
        german.get("/admin");
        german.post("/admin/page/user/password-reset-mail", Map.of("user", "adressiert"));
        assertThat(MAIL.awaitMailsTo("adressiert@example.org", 1).get(0).subject())
                .isEqualTo("Neues Passwort setzen bei id.example.org");
    }

    @Test
    void isAccessibleAndFitsOnASmallScreen() {
        createUser("accessible");
        set("accessible", "accessible@example.org");
        try (Browser browser = Browser.at(client).signIn("admin", "admin123")) {
            for (String page : new String[] {"", "/email", "/password-reset-mail"}) {
                browser.page().navigate("/admin/page/user" + page + "?user=accessible");
                browser.assertAccessible();
                browser.assertFitsIn320Pixels();
            }
        }
    }

    private Visitor.Page user(String user) {
        return admin.get("/admin/page/user?user=" + user);
    }

    private Visitor.Page form(String user) {
        return admin.get("/admin/page/user/email?user=" + user);
    }

    private Visitor.Page set(String user, String email) {
        form(user);
        return admin.post("/admin/page/user/email", Map.of("user", user, "email", email));
    }

    private void createUser(String user) {
        assertThat(client.signIn("admin", "admin123")
                        .client()
                        .post("/users", Map.of("userName", user, "password", "correct horse"))
                        .status())
                .isEqualTo(201);
    }
}
