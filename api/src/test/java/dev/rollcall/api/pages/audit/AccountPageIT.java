package dev.rollcall.api.pages.audit;

import static dev.rollcall.api.pages.audit.AuditedUser.AUDITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page with what happened to an account, without scripts. */
class AccountPageIT {

    private static final String PAGE = "/audit/page/account?user=";

    private final Client admin = SharedNode.client().signIn("admin", "admin123").client();

    @Test
    void showsWhatHappenedAndByWhomNewestFirst() {
        create("shown-account");
        admin.put("/users/shown-account/status", Map.of("status", "DISABLED"));

        Visitor.Page page = AUDITOR.get(PAGE + "shown-account");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text("h2")).isEqualTo("What happened to the account of shown-account");
        assertThat(page.texts(".timeline > li > p:not(.when)"))
                .containsExactly(
                        "The account was disabled (the administrator admin).",
                        "The account was created (the administrator admin).");
    }

    @Test
    void eachEventCanBeVerified() {
        create("account-to-verify");
        Auditor.at(SharedNode.client()).awaitAllLogged(SharedNode.database());

        Visitor.Page page = AUDITOR.get(AUDITOR.get(PAGE + "account-to-verify")
                .html()
                .select(".timeline a")
                .attr("href"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().text()).contains("AccountCreated", "account-to-verify");
    }

    @Test
    void goesOnPageByPage() {
        create("account-with-many");
        for (int change = 0; change < 51; change++) {
            admin.post("/users/account-with-many/password-reset");
        }

        Visitor.Page first = AUDITOR.get(PAGE + "account-with-many");
        Visitor.Page second = AUDITOR.get(first.html().select("a[href*=cursor]").attr("href"));

        assertThat(first.texts(".timeline > li")).hasSize(50);
        assertThat(second.texts(".timeline > li > p:not(.when)"))
                .containsExactly(
                        "A link for a new password was made, and shown to the administrator (the administrator admin).",
                        "The account was created (the administrator admin).");
        assertThat(second.html().select("a[href*=cursor]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nobody-at-all, 404, There are no events of an account with this user id.",
        "%09admin%09%07, 400, This is not a valid user id.",
        "admin&cursor=x, 400, There is no such page of the list."
    })
    void saysWhatIsWrong(String query, int status, String sentence) {
        Visitor.Page page = AUDITOR.get(PAGE + query);

        assertThat(page.status()).isEqualTo(status);
        assertThat(page.text("[role=alert]")).startsWith(sentence);
    }

    private void create(String user) {
        assertThat(admin.post("/users", Map.of("userName", user, "password", "correct horse"))
                        .status())
                .isEqualTo(201);
    }
}
