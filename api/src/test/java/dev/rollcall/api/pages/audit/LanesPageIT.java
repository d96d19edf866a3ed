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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

        Bar live = Bar.of(page, "live");
        Bar ended = Bar.of(page, "LOGGED_OUT");
        assertThat(ended.from()).isLessThan(live.from());
        assertThat(ended.to()).isLessThanOrEqualTo(live.from() + 10);
        assertThat(live.to()).isEqualTo(1_000);
        assertThat(live.y()).as("in the lane of the newest session").isEqualTo(43);
        assertThat(ended.y()).isEqualTo(97);
        assertThat(page.html().select(".spans .end.live")).isEmpty();
        assertThat(page.html().select(".spans .end.LOGGED_OUT").attr("d")).isEqualTo("M" + ended.text("to") + " 97h0");
    }

    /** A bar of the picture, from left to right in thousandths of the width. */
    private record Bar(double from, double y, double to, String path) {

        private static final Pattern PATH = Pattern.compile("M(?<from>[0-9.]+) (?<y>[0-9.]+)H(?<to>[0-9.]+)");

        static Bar of(Visitor.Page page, String kind) {
            String path = page.html().select(".spans .bar." + kind).attr("d");
            Matcher bar = matcher(path);
            return new Bar(
                    Double.parseDouble(bar.group("from")),
                    Double.parseDouble(bar.group("y")),
                    Double.parseDouble(bar.group("to")),
                    path);
        }

        private static Matcher matcher(String path) {
            Matcher bar = PATH.matcher(path);
            assertThat(bar.matches()).as(path).isTrue();
            return bar;
        }

        String text(String part) {
            return matcher(path).group(part);
        }
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
