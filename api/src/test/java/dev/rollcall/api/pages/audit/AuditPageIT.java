package dev.rollcall.api.pages.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit pages, without scripts. */
class AuditPageIT {

    private static final Visitor AUDITOR = auditor("page-auditor");

    private static final String ANNA = "anna audited & co";

    private static SignedIn laptop;
    private static SignedIn phone;

    /** Creates an auditor, because other tests end the sessions of the demo's auditor. */
    static Visitor auditor(String name) {
        SharedNode.client()
                .signIn("admin", "admin123")
                .client()
                .post("/users", Map.of("userName", name, "password", "correct horse", "role", "AUDITOR"));
        return new Visitor(SharedNode.client()).signIn(name, "correct horse");
    }

    /** Anna signs in and out on a laptop, then signs in on a phone and stays. */
    @BeforeAll
    static void annaSignsInTwice() {
        SharedNode.client()
                .signIn("admin", "admin123")
                .client()
                .post("/users", Map.of("userName", ANNA, "password", "correct horse"));
        laptop = SharedNode.client().on(Client.LAPTOP).signIn(ANNA, "correct horse");
        laptop.client().post("/auth/logout");
        phone = SharedNode.client().on(Client.PHONE).signIn(ANNA, "correct horse");
    }

    private static String timelineOfAnna(String more) {
        return "/audit?user=" + encoded(ANNA) + more;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Nested
    class ATimeline {

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
                    .isSortedAccordingTo((one, other) -> other.compareTo(one));
            assertThat(page.html()
                            .select(".timeline a[href^=/audit/page/session]")
                            .eachAttr("href"))
                    .containsExactly(
                            "/audit/page/session?id=" + phone.sessionId(),
                            "/audit/page/session?id=" + laptop.sessionId(),
                            "/audit/page/session?id=" + laptop.sessionId());
        }

        @Test
        void showsFilteredEntries() {
            assertThat(AUDITOR.get(timelineOfAnna("&order=oldest")).text(".timeline > li:first-child"))
                    .contains("Signed in on Chrome");
            assertThat(AUDITOR.get(timelineOfAnna("&type=SessionTerminated")).texts(".timeline > li p:not(.when)"))
                    .singleElement()
                    .asString()
                    .startsWith("Signed out on Chrome");
            assertThat(AUDITOR.get(timelineOfAnna("&type=SessionStarted&order=oldest")).texts(".timeline > li"))
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
            assertThat(AUDITOR.get(link(oldest, "Newer")).texts(".timeline > li"))
                    .hasSize(10);
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
            assertThat(page.html().select("[aria-invalid=true]").eachAttr("name"))
                    .containsExactly(field);
            assertThat(page.html().select("[aria-invalid=true]").attr("aria-describedby"))
                    .isEqualTo("wrong");
            assertThat(page.html().select("input[name=user]").attr("value")).isEqualTo(ANNA);
        }

        @Test
        void linksToNoEventOfAnUnknownUser() {
            for (String nobody : List.of("nobody-at-all", "%00", "x".repeat(256))) {
                Visitor.Page page = AUDITOR.get("/audit/page/log?sequence=0&user=" + nobody);

                assertThat(page.status()).as(nobody).isEqualTo(404);
                assertThat(page.text("[role=alert]")).startsWith("The log does not have this event");
            }
        }

        @Test
        void isNotFoundForUnknownUsers() {
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
                    .containsExactly(
                            "User id", "What happened", "Recorded from (UTC)", "Recorded before (UTC)", "Order");
        }
    }

    private static String link(Visitor.Page page, String text) {
        String found = page.html().select("a:containsOwn(" + text + ")").attr("href");
        assertThat(found).as(text).isNotEmpty();
        return found;
    }

    @Nested
    class WhoWasSignedIn {

        @Test
        void isShownForAnyTimeWithDeviceAndEnd() {
            AUDITOR.get("/audit/page/session?id=" + laptop.sessionId());
            Timestamp between = SharedNode.database()
                    .jdbc()
                    .queryForObject(
                            "SELECT started_at + (ended_at - started_at) / 2 FROM session_history"
                                    + " WHERE session_id = ?::uuid",
                            Timestamp.class,
                            laptop.sessionId());

            Visitor.Page page = AUDITOR.get("/audit/page/signed-in?at="
                    + Objects.requireNonNull(between).toInstant() + "&user=" + encoded(ANNA));

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text("#summary")).startsWith("One session was live at ");
            assertThat(page.texts("#answer li h2")).containsExactly(ANNA);
            assertThat(page.text("#answer li dl"))
                    .matches("Device Chrome 139 on macOS Address 127\\.0\\.0\\.1 Signed in .+ UTC on .+ "
                            + "Ended .+ UTC on .+ Why it ended Signed out there Ended by the user " + ANNA);
        }

        @Test
        void isShownForTheCurrentTimeAtFirst() {
            Visitor.Page page = AUDITOR.get("/audit/page/signed-in");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text("#answer"))
                    .startsWith("This is not final:")
                    .contains("The history includes everything")
                    .contains("It is live.");
            assertThat(page.html().select("#at").attr("value")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
            assertThat(page.html().select("#slider").hasAttr("hidden")).isTrue();
        }

        @Test
        void isFinalForATimeLongAgo() {
            Visitor.Page page = AUDITOR.get("/audit/page/signed-in?at=2026-01-31T12:00");

            assertThat(page.text("#summary")).isEqualTo("No session was live at 12:00:00 UTC on 31 January 2026.");
            assertThat(page.text("#answer")).startsWith("This is final:");
        }

        @ParameterizedTest
        @CsvSource({
            "at=junk, at, Enter a time that is not in the future.",
            "at=2999-01-01T00:00, at, Enter a time that is not in the future.",
            "at=2026-01-31T12:00&cursor=junk, '', There is no such page of the list."
        })
        void explainsInvalidInput(String query, String field, String words) {
            Visitor.Page page = AUDITOR.get("/audit/page/signed-in?" + query);

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.text("[role=alert]")).startsWith(words);
            assertThat(page.html().select("[aria-invalid=true]").attr("name")).isEqualTo(field);
            assertThat(page.html().select("#answer li")).isEmpty();
            assertThat(AUDITOR.get("/audit/page/signed-in?user=" + "x".repeat(256))
                            .text("[role=alert]"))
                    .startsWith("This is not a valid user id.");
        }

        @Test
        void linksToAPageOfEachSession() {
            Visitor.Page page = AUDITOR.get("/audit/page/session?id=" + laptop.sessionId());

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text("main")).contains(laptop.sessionId()).contains("Signed out there");
            assertThat(AUDITOR.get("/audit/page/session?id=x").status()).isEqualTo(404);
            assertThat(AUDITOR.get("/audit/page/session?id=01a1fdd5-5552-73e8-a37e-7b2db2363844")
                            .text("h1"))
                    .isEqualTo("There is nothing here");
            assertThat(AUDITOR.get("/audit/page/session").status()).isEqualTo(400);
        }
    }

    @Nested
    class TheLog {

        @Test
        void showsTheCheckpointAndTheKeyThatVerifiesIt() {
            Visitor.Page page = AUDITOR.get("/audit/page/log");

            String signed = page.html().expectFirst("#signed").wholeText();
            assertThat(signed.lines()).hasSize(5);
            assertThat(page.text("#key"))
                    .isEqualTo(SharedNode.client()
                            .get("/audit/key")
                            .body()
                            .asString()
                            .strip());
            assertThat(page.texts("section dd")).contains(signed.split("\n")[0], signed.split("\n")[1]);
        }

        @Test
        void verifiesAnEventOnTheServer() {
            Visitor.Page page = whenLogged("/audit/page/log?user=" + encoded(ANNA) + "&sequence=0");

            assertThat(page.text("#inclusion"))
                    .isEqualTo("Proven: the event is as it was logged. The server checked it, not your browser.");
            assertThat(page.text("#line"))
                    .contains("\"userId\":\"" + ANNA + "\"")
                    .contains("\"sequence\":0");
            assertThat(page.texts("#way code"))
                    .last()
                    .isEqualTo(page.html().select("#evidence").attr("data-root"));
            assertThat(page.texts("#proof code"))
                    .hasSize(page.texts("#way code").size() - 1);
            String index = page.html().select("#evidence").attr("data-index");
            assertThat(AUDITOR.get("/audit/page/log?index=" + index).text("#line"))
                    .isEqualTo(page.text("#line"));
        }

        @ParameterizedTest
        @CsvSource({
            "index=x, 400, Enter the number of an event",
            "index=-1, 400, Enter the number of an event",
            "index=9999999999999999, 400, Enter the number of an event",
            "index=999999999999, 404, The log does not have this event",
            "user=nobody-at-all&sequence=0, 404, The log does not have this event"
        })
        void explainsInvalidAndUnknownEvents(String query, int status, String words) {
            Visitor.Page page = AUDITOR.get("/audit/page/log?" + query);

            assertThat(page.status()).isEqualTo(status);
            assertThat(page.text("[role=alert]")).startsWith(words);
            assertThat(page.html().select("#evidence")).isEmpty();
        }

        @Test
        void isExportedLikeByTheApi() {
            Visitor.Page page = AUDITOR.get("/audit/page/log");
            String path = link(page, "Download");
            SignedIn api = SharedNode.client().signIn("page-auditor", "correct horse");

            var reply = SharedNode.client()
                    .with("Cookie", "rollcall=" + AUDITOR.cookie("rollcall"))
                    .get(path);

            assertThat(reply.headers().firstValue("Content-Type")).contains("application/x-ndjson");
            assertThat(reply.body().asString())
                    .isNotEmpty()
                    .isEqualTo(
                            api.client().get(path.replace("/page", "")).body().asString());
            for (String wrong : List.of("from=-1", "to=999999999999", "from=9&to=1", "to=x")) {
                Visitor.Page refused = AUDITOR.get("/audit/page/export?" + wrong);
                assertThat(refused.status()).as(wrong).isEqualTo(400);
                assertThat(refused.text("h1")).isEqualTo("This request cannot be handled");
            }
        }
    }

    private static Visitor.Page whenLogged(String path) {
        await().until(() -> AUDITOR.get(path).status() == 200);
        return AUDITOR.get(path);
    }

    @Nested
    class TheVisitor {

        @Test
        void isRecordedWithTheQueries() {
            AUDITOR.get("/audit?user=noted-on-a-page");
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
                            "/audit/page/signed-in at=junk-on-a-page",
                            "/audit/page/log index=123456789");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/audit",
                    "/audit/page/signed-in",
                    "/audit/page/session?id=x",
                    "/audit/page/log",
                    "/audit/page/export"
                })
        void mustBeAnAuditor(String path) {
            Visitor administrator = new Visitor(SharedNode.client()).signIn("admin", "admin123");

            Visitor.Page refused = administrator.get(path);

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("h1")).isEqualTo("This page is not for you");
            assertThat(refused.texts("nav a")).contains("Administration").doesNotContain("Audit");
            assertThat(new Visitor(SharedNode.client()).get(path).location()).isEqualTo("/login?to=" + encoded(path));
        }

        @Test
        void findsThePagesInTheNavigation() {
            assertThat(AUDITOR.get("/audit").texts("header nav a")).containsExactly("My devices", "Audit");
            assertThat(AUDITOR.get("/audit").texts("main nav a"))
                    .containsExactly("A user", "Who was signed in", "The log");
            assertThat(AUDITOR.get("/audit/page/log").text("[aria-current=page]"))
                    .isEqualTo("The log");
        }
    }
}
