package dev.rollcall.api.pages.audit;

import static dev.rollcall.api.pages.audit.AuditedUser.ANNA;
import static dev.rollcall.api.pages.audit.AuditedUser.AUDITOR;
import static dev.rollcall.api.pages.audit.AuditedUser.LAPTOP;
import static dev.rollcall.api.pages.audit.AuditedUser.PHONE;
import static dev.rollcall.api.pages.audit.AuditedUser.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.Visitor;
import java.sql.Timestamp;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C-4, S3-6: the page that shows who was signed in, without scripts. */
class SignedInPageIT {

    @Test
    void isShownForAnyTimeWithDeviceAndEnd() {
        AUDITOR.get("/audit/page/session?id=" + LAPTOP.sessionId());
        Timestamp between = SharedNode.database()
                .jdbc()
                .queryForObject(
                        "SELECT started_at + (ended_at - started_at) / 2 FROM session_history"
                                + " WHERE session_id = ?::uuid",
                        Timestamp.class,
                        LAPTOP.sessionId());

        Visitor.Page page = AUDITOR.get(
                "/audit/page/signed-in?at=" + Objects.requireNonNull(between).toInstant() + "&user=" + encoded(ANNA));

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
    void theCurveHasTheNumbersOfTheTable() {
        AUDITOR.get("/audit/page/session?id=" + PHONE.sessionId());
        long before = liveNow(AUDITOR.get("/audit/page/signed-in"));
        String started = SharedNode.client().start("counted-in-curve").sessionId();
        AUDITOR.get("/audit/page/session?id=" + started);

        Visitor.Page page = AUDITOR.get("/audit/page/signed-in");
        Visitor.Page month = AUDITOR.get("/audit/page/signed-in?span=month");

        assertThat(liveNow(page)).isEqualTo(before + 1);
        assertThat(page.html().select("#curve .line").attr("d"))
                .startsWith("M0 ")
                .endsWith("H1000");
        assertThat(page.html().select("#curve tbody tr")).hasSize(25);
        assertThat(page.html().select("#curve line.marker")).hasSize(1);
        assertThat(month.html().select("#curve tbody tr")).hasSize(31);
        assertThat(AUDITOR.get("/audit/page/signed-in?user=" + encoded(ANNA))
                        .html()
                        .select("#curve svg"))
                .isEmpty();
    }

    private static long liveNow(Visitor.Page page) {
        return Long.parseLong(page.text("#curve figcaption")
                .replaceFirst("^([\\d,]+) sessions are live now, and up to .+", "$1")
                .replace(",", ""));
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
        assertThat(AUDITOR.get("/audit/page/signed-in?user=" + "x".repeat(256)).text("[role=alert]"))
                .startsWith("This is not a valid user id.");
    }

    @Test
    void aSessionHasItsOwnPage() {
        Visitor.Page page = AUDITOR.get("/audit/page/session?id=" + LAPTOP.sessionId());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text("main")).contains(LAPTOP.sessionId()).contains("Signed out there");
        assertThat(AUDITOR.get("/audit/page/session?id=x").status()).isEqualTo(404);
        assertThat(AUDITOR.get("/audit/page/session?id=01a1fdd5-5552-73e8-a37e-7b2db2363844")
                        .text("h1"))
                .isEqualTo("There is nothing here");
        assertThat(AUDITOR.get("/audit/page/session").status()).isEqualTo(400);
    }
}
