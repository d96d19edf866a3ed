package dev.rollcall.api.pages.audit;

import static dev.rollcall.api.pages.audit.AuditedUser.ANNA;
import static dev.rollcall.api.pages.audit.AuditedUser.AUDITOR;
import static dev.rollcall.api.pages.audit.AuditedUser.LAPTOP;
import static dev.rollcall.api.pages.audit.AuditedUser.PHONE;
import static dev.rollcall.api.pages.audit.AuditedUser.encoded;
import static dev.rollcall.api.pages.audit.AuditedUser.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C-4, S4-5: the page with the timeline of a user, without scripts. */
class TimelinePageIT {

    @Test
    void showsWhatHappenedToAUserNewestFirst() {
        Visitor.Page page = AUDITOR.get(timelineOfAnna(""));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text("h2")).isEqualTo("What happened to " + ANNA);
        assertThat(page.texts(".timeline > li > p:not(.when)"))
                .containsExactly(
                        "Signed in on Safari 17 on iPhone at 127.0.0.1, started by the user " + ANNA
                                + "; no other session was live.",
                        "Signed out on Chrome 139 on macOS at 127.0.0.1, by the user " + ANNA + ".",
                        "Signed in on Chrome 139 on macOS at 127.0.0.1, started by the user " + ANNA
                                + "; no other session was live.");
        assertThat(page.html().select(".timeline time").eachAttr("datetime"))
                .extracting(Instant::parse)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(page.html().select(".timeline a[href^=/audit/page/session]").eachAttr("href"))
                .containsExactly(
                        "/audit/page/session?id=" + PHONE.sessionId(),
                        "/audit/page/session?id=" + LAPTOP.sessionId(),
                        "/audit/page/session?id=" + LAPTOP.sessionId());
    }

    @Test
    void showsFilteredEntries() {
        assertThat(AUDITOR.get(timelineOfAnna("&order=oldest")).text(".timeline > li:first-child"))
                .contains("Signed in on Chrome");
        assertThat(AUDITOR.get(timelineOfAnna("&type=SessionTerminated")).texts(".timeline > li p:not(.when)"))
                .singleElement()
                .asString()
                .startsWith("Signed out on Chrome");
        assertThat(AUDITOR.get(timelineOfAnna("&type=SessionStarted&order=oldest"))
                        .texts(".timeline > li"))
                .hasSize(2);
        assertThat(AUDITOR.get(timelineOfAnna("&to=2026-01-01T00:00")).text("[role=status]"))
                .isEqualTo("There are no such events.");
        assertThat(AUDITOR.get(timelineOfAnna("&from=2026-01-01T00:00:00&to=2999-01-01T00:00:00Z"))
                        .texts(".timeline > li"))
                .hasSize(3);
    }

    @Test
    void isReadPageByPage() {
        SignedIn much = SharedNode.client().start("much-happened");
        for (int number = 0; number < 60; number++) {
            much.settings(Map.of("maxSessions", 100 + number));
        }
        String path = "/audit?user=much-happened";

        Visitor.Page newest = AUDITOR.get(path);
        Visitor.Page older = AUDITOR.get(link(newest, "Older"));

        assertThat(newest.texts(".timeline > li")).hasSize(50);
        assertThat(newest.text(".timeline > li:first-child")).contains("Maximum devices: 159.");
        assertThat(older.texts(".timeline > li")).hasSize(11);
        assertThat(older.text(".timeline > li:first-child")).contains("Maximum devices: 109.");
        assertThat(older.text(".timeline > li:last-child")).contains("Signed in on");
        assertThat(AUDITOR.get(link(older, "Back to the newest")).text(".timeline > li:first-child"))
                .contains("Maximum devices: 159.");
        Visitor.Page oldest = AUDITOR.get(path + "&order=oldest&type=SecuritySettingsChanged");
        assertThat(oldest.text(".timeline > li:first-child")).contains("Maximum devices: 100.");
        assertThat(AUDITOR.get(link(oldest, "Newer")).texts(".timeline > li")).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({
        "'&type=Nothing', type, There is no such event.",
        "'&from=yesterday', from, The start time is not valid",
        "'&to=2026-13-01T00:00', to, The end time must be valid",
        "'&from=2026-02-01T00:00&to=2026-01-01T00:00', to, The end time must be valid",
        "'&order=random', order, Choose the order"
    })
    void namesTheInvalidField(String query, String field, String words) {
        Visitor.Page page = AUDITOR.get(timelineOfAnna(query));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text("[role=alert]")).startsWith(words);
        assertThat(page.html().select("[aria-invalid=true]").eachAttr("name")).containsExactly(field);
        assertThat(page.html().select("[aria-invalid=true]").attr("aria-describedby"))
                .isEqualTo("wrong");
        assertThat(page.html().select("input[name=user]").attr("value")).isEqualTo(ANNA);
    }

    @Test
    void refusesUnknownUsers() {
        Visitor.Page unknown = AUDITOR.get("/audit?user=nobody-at-all");
        Visitor.Page tooLong = AUDITOR.get("/audit?user=" + "x".repeat(256));
        Visitor.Page cursor = AUDITOR.get(timelineOfAnna("&cursor=x"));

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("[role=alert]")).startsWith("There are no events of a user with this id.");
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.text("[role=alert]")).startsWith("This is not a valid user id.");
        assertThat(cursor.status()).isEqualTo(400);
        assertThat(cursor.text("[role=alert]")).startsWith("There is no such page of the list.");
        assertThat(AUDITOR.get(timelineOfAnna("&user=other")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit", "/audit?user=", "/audit?user=%20"})
    void isEmptyWithoutAUser(String path) {
        Visitor.Page page = AUDITOR.get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().select("[role=alert], .timeline")).isEmpty();
        assertThat(page.texts("main label"))
                .containsExactly("User id", "What happened", "Recorded from (UTC)", "Recorded before (UTC)", "Order");
    }

    private static String timelineOfAnna(String more) {
        return "/audit?user=" + encoded(ANNA) + more;
    }
}
