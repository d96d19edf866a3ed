package dev.rollcall.api.pages.audit;

import static dev.rollcall.api.pages.audit.AuditedUser.ANNA;
import static dev.rollcall.api.pages.audit.AuditedUser.AUDITOR;
import static dev.rollcall.api.pages.audit.AuditedUser.encoded;
import static dev.rollcall.api.pages.audit.AuditedUser.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C-4: the pages of the transparency log, without scripts. */
class LogPageIT {

    @Test
    void showsTheCheckpointAndTheKeyThatVerifiesIt() {
        Visitor.Page page = AUDITOR.get("/audit/page/log");

        String signed = page.html().expectFirst("#signed").wholeText();
        assertThat(signed.lines()).hasSize(5);
        assertThat(page.text("#key"))
                .isEqualTo(
                        SharedNode.client().get("/audit/key").body().asString().strip());
        assertThat(page.texts("section dd")).contains(signed.split("\n")[0], signed.split("\n")[1]);
    }

    @Test
    void verifiesAnEventOnTheServer() {
        Visitor.Page page = whenLogged("/audit/page/log?user=" + encoded(ANNA) + "&sequence=0");

        assertThat(page.text("#inclusion"))
                .isEqualTo("Proven: the event is as it was logged. The server checked it, not your browser.");
        assertThat(page.text("#line")).contains("\"userId\":\"" + ANNA + "\"").contains("\"sequence\":0");
        assertThat(page.texts("#way code"))
                .last()
                .isEqualTo(page.html().select("#evidence").attr("data-root"));
        assertThat(page.texts("#proof code")).hasSize(page.texts("#way code").size() - 1);
        int steps = page.texts("#way code").size();
        assertThat(page.html().select(".path .step.fits:not(.beside)")).hasSize(steps);
        assertThat(page.html().select(".path .step.broken")).isEmpty();
        assertThat(page.html().select(".path .beside")).hasSize(steps - 1);
        List<String> computed = page.texts("#path-table td:nth-child(2) code");
        assertThat(computed).containsExactlyElementsOf(reversed(page.texts("#way code")));
        assertThat(page.texts("#path-table td:nth-child(5) code"))
                .containsExactlyElementsOf(reversed(page.texts("#proof code")));
        String index = page.html().select("#evidence").attr("data-index");
        assertThat(AUDITOR.get("/audit/page/log?index=" + index).text("#line")).isEqualTo(page.text("#line"));
    }

    @Test
    void showsHowTheLogHasGrown() {
        Visitor.Page page = whenLogged("/audit/page/log?user=" + encoded(ANNA) + "&sequence=0");

        String size = page.html().select("#evidence").attr("data-size");
        List<Long> sizes = page.texts("#growth-table td").stream()
                .map(text -> Long.valueOf(text.replace(",", "")))
                .toList();
        assertThat(sizes.get(0)).isEqualTo(Long.valueOf(size));
        assertThat(sizes).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
        assertThat(page.html()
                        .select("section[aria-labelledby=growth] .curve .line")
                        .attr("d"))
                .startsWith("M0 ")
                .endsWith("V0H1000");
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
    void isExportedAsByTheApi() {
        Visitor.Page page = AUDITOR.get("/audit/page/log");
        String path = link(page, "Download");
        SignedIn api = SharedNode.client().signIn("page-auditor", "correct horse");

        var reply = SharedNode.client()
                .with("Cookie", "rollcall=" + AUDITOR.cookie("rollcall"))
                .get(path);

        assertThat(reply.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(reply.body().asString())
                .isNotEmpty()
                .isEqualTo(api.client().get(path.replace("/page", "")).body().asString());
        for (String wrong : List.of("from=-1", "to=999999999999", "from=9&to=1", "to=x")) {
            Visitor.Page refused = AUDITOR.get("/audit/page/export?" + wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.text("h1")).isEqualTo("This request cannot be handled");
        }
    }

    @Test
    void hasNoEventsOfUnknownUsers() {
        for (String nobody : List.of("nobody-at-all", "%00", "x".repeat(256))) {
            Visitor.Page page = AUDITOR.get("/audit/page/log?sequence=0&user=" + nobody);

            assertThat(page.status()).as(nobody).isEqualTo(404);
            assertThat(page.text("[role=alert]")).startsWith("The log does not have this event");
        }
    }

    private static Visitor.Page whenLogged(String path) {
        await().until(() -> AUDITOR.get(path).status() == 200);
        return AUDITOR.get(path);
    }

    private static List<String> reversed(List<String> texts) {
        List<String> reversed = new ArrayList<>(texts);
        Collections.reverse(reversed);
        return reversed;
    }
}
