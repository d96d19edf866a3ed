package dev.rollcall.api.pages.audit;

import static dev.rollcall.api.pages.audit.AuditedUser.AUDITOR;
import static dev.rollcall.api.pages.audit.AuditedUser.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S4-5: who may visit the audit pages, and how the visits are recorded. */
class AuditAccessIT {

    @Test
    void recordsTheQueriesOfAuditors() {
        AUDITOR.get("/audit?user=noted-on-a-page");
        AUDITOR.get("/audit/page/sessions?user=drawn-on-a-page");
        AUDITOR.get("/audit/page/signed-in?at=junk-on-a-page");
        AUDITOR.get("/audit/page/log?index=123456789");

        assertThat(SharedNode.database()
                        .jdbc()
                        .queryForList(
                                "SELECT path || ' ' || parameters FROM audit_query WHERE actor = 'page-auditor' AND"
                                        + " parameters ~ 'on-a-page|123456789' ORDER BY id",
                                String.class))
                .containsExactly(
                        "/audit user=noted-on-a-page",
                        "/audit/page/sessions user=drawn-on-a-page",
                        "/audit/page/signed-in at=junk-on-a-page",
                        "/audit/page/log index=123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit",
                "/audit/page/sessions",
                "/audit/page/account",
                "/audit/page/signed-in",
                "/audit/page/session?id=x",
                "/audit/page/what-if",
                "/audit/page/what-if/run?id=1",
                "/audit/page/what-if/progress?id=1",
                "/audit/page/log",
                "/audit/page/export"
            })
    void refusesEverybodyButAuditors(String path) {
        Visitor administrator = new Visitor(SharedNode.client()).signIn("admin", "admin123");

        Visitor.Page refused = administrator.get(path);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("h1")).isEqualTo("This page is not for you");
        assertThat(refused.texts("nav a")).contains("Administration").doesNotContain("Audit");
        assertThat(new Visitor(SharedNode.client()).get(path).location()).isEqualTo("/login?to=" + encoded(path));
    }

    @Test
    void showsThePagesInTheNavigation() {
        assertThat(AUDITOR.get("/audit").texts("header nav a")).containsExactly("My devices", "Audit");
        assertThat(AUDITOR.get("/audit").texts("main nav a"))
                .containsExactly(
                        "A user", "Sessions of a user", "An account", "Who was signed in", "What if", "The log");
        assertThat(AUDITOR.get("/audit/page/log").text("[aria-current=page]")).isEqualTo("The log");
    }
}
