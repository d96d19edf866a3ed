package dev.rollcall.api.pages.audit;

import static dev.rollcall.api.pages.audit.AuditedUser.ANNA;
import static dev.rollcall.api.pages.audit.AuditedUser.AUDITOR;
import static dev.rollcall.api.pages.audit.AuditedUser.LAPTOP;
import static dev.rollcall.api.pages.audit.AuditedUser.PHONE;
import static dev.rollcall.api.pages.audit.AuditedUser.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The picture of a user's sessions, and the table with the same content. */
class LanesPageIT {

    private static final String PAGE = "/audit/page/sessions?user=";

    @Test
    void showsEachSessionAsABarAndInTheTable() {
        String laptop = LAPTOP.sessionId();
        String phone = PHONE.sessionId();

        Visitor.Page page = AUDITOR.get(PAGE + encoded(ANNA));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().select(".lane").eachAttr("href"))
                .containsExactly("/audit/page/session?id=" + phone, "/audit/page/session?id=" + laptop);
        assertThat(page.texts(".lane .what")).containsExactly("Safari 17 on iPhone", "Chrome 139 on macOS");
        assertThat(page.texts("tbody tr"))
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("Safari 17 on iPhone").contains("It is live."),
                        row -> assertThat(row)
                                .matches("Chrome 139 on macOS .+ UTC on .+ UTC on .+ Signed out there the user "
                                        + ANNA));
        assertThat(page.text("figcaption")).startsWith("2 sessions from ").contains(", one live at the same time");
    }

    @Test
    void theBarsLieWhereTheTimesAre() {
        Visitor.Page page = AUDITOR.get(PAGE + encoded(ANNA));

        Element live = page.html().select(".lane.live .bar").get(0);
        Element ended = page.html().select(".lane.LOGGED_OUT .bar").get(0);
        assertThat(percent(ended, "x")).isLessThan(percent(live, "x"));
        assertThat(percent(ended, "x") + percent(ended, "width")).isLessThanOrEqualTo(percent(live, "x") + 1);
        assertThat(percent(live, "x") + percent(live, "width")).isBetween(99.9, 100.1);
        assertThat(page.html().select(".lane.live .end")).isEmpty();
        assertThat(page.html().select(".lane.LOGGED_OUT .end")).hasSize(1);
    }

    private static double percent(Element bar, String attribute) {
        return Double.parseDouble(bar.attr(attribute).replace("%", ""));
    }

    @Test
    void theLimitIsALine() {
        SignedIn user = SharedNode.client().on(Client.LAPTOP).start("lanes-limited");
        user.settings(Map.of("maxSessions", 2));
        SharedNode.client().start("lanes-limited");
        SharedNode.client().start("lanes-limited");

        Visitor.Page page = AUDITOR.get(PAGE + "lanes-limited");

        assertThat(page.text(".key")).isEqualTo("The limit is now 2 sessions.");
        assertThat(page.html().select(".curve .limit").attr("y1")).isEqualTo("0.0%");
        assertThat(page.html().select(".curve .line").attr("d")).matches("M0 100H[\\d.]+V50H[\\d.]+V0(H.+)?H1000");
        assertThat(page.text("figcaption")).contains("up to 2 live at the same time");
    }

    /** The curve would lie flat on the ground. */
    @Test
    void aLimitThatIsFarAwayIsToldButNoLine() {
        SignedIn user = SharedNode.client().on(Client.LAPTOP).start("lanes-far-limit");
        user.settingsByAdministrator(Map.of("maxSessions", 6));

        Visitor.Page page = AUDITOR.get(PAGE + "lanes-far-limit");

        assertThat(page.text(".key")).isEqualTo("The limit is now 6 sessions.");
        assertThat(page.html().select(".limit")).isEmpty();
        assertThat(page.html().select(".curve .line").attr("d")).endsWith("V0H1000");
    }

    @Test
    void manySessionsComeInPages() {
        SharedNode.client()
                .signIn("admin", "admin123")
                .client()
                .post("/users", Map.of("userName", "lanes-many", "password", "correct horse"));
        SignedIn first = SharedNode.client().signIn("lanes-many", "correct horse");
        first.settings(Map.of("maxStartsPerHour", 0));
        for (int number = 0; number < 59; number++) {
            SharedNode.client().start("lanes-many");
        }

        Visitor.Page page = AUDITOR.get(PAGE + "lanes-many");
        Visitor.Page earlier = AUDITOR.get(AuditedUser.link(page, "Earlier sessions"));

        List<String> shown = page.html().select(".lane").eachAttr("href");
        assertThat(shown).hasSizeGreaterThanOrEqualTo(50);
        assertThat(earlier.html().select(".lane").eachAttr("href"))
                .hasSizeBetween(9, 10)
                .contains("/audit/page/session?id=" + first.sessionId());
        assertThat(page.html().select("tbody tr")).hasSameSizeAs(shown);
    }

    @Test
    void aPeriodWithoutSessionsSaysSo() {
        Visitor.Page page = AUDITOR.get(PAGE + encoded(ANNA) + "&from=2026-01-01T00:00&to=2026-02-01T00:00");

        assertThat(page.text("#picture ~ .empty")).isEqualTo("There were no sessions in this period.");
        assertThat(page.html().select("svg.lanes")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "user=nobody-at-all, 404, user, There are no events of a user with this id.",
        "user=a&from=junk, 400, from, The start time is not valid.",
        "user=a&to=2999-01-01T00:00, 400, to, The end time must be valid",
        "user=a&from=2026-02-01T00:00&to=2026-01-01T00:00, 400, to, The end time must be valid"
    })
    void explainsInvalidInput(String query, int status, String field, String words) {
        Visitor.Page page = AUDITOR.get("/audit/page/sessions?" + query);

        assertThat(page.status()).isEqualTo(status);
        assertThat(page.text("[role=alert]")).startsWith(words);
        assertThat(page.html().select("[aria-invalid=true]").attr("name")).isEqualTo(field);
    }
}
