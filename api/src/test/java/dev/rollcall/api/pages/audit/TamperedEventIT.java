package dev.rollcall.api.pages.audit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Browser;
import dev.rollcall.testing.Events;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import org.junit.jupiter.api.Test;

/** An attacker with write access to the database changes events, and the page shows which ones. */
class TamperedEventIT {

    @Test
    void changedAndDeletedEventsAreNotProven() {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database)) {
            Events.insert(database, "tampered-", 40);
            Auditor.at(node.client()).awaitAllLogged(database);
            change(
                    database,
                    "UPDATE domain_event_entry SET payload = convert_to("
                            + "replace(convert_from(payload, 'UTF8'), '192.0.2.7', '192.0.2.8'), 'UTF8')",
                    7);
            change(database, "DELETE FROM domain_event_entry", 8);
            Visitor auditor = new Visitor(node.client()).signIn("auditor", "audit123");

            Visitor.Page changed = auditor.get("/audit/page/log?index=7");
            Visitor.Page gone = auditor.get("/audit/page/log?index=8");

            assertThat(changed.text("#inclusion"))
                    .isEqualTo(
                            "Not proven: the event is not as it was logged. The server checked it, not your browser.");
            assertThat(changed.text("#line")).contains("192.0.2.8");
            assertThat(changed.html().select("#verdict").hasClass("good")).isFalse();
            assertThat(changed.html().select(".path .step.broken:not(.beside)")).hasSize(7);
            assertThat(changed.html().select(".path .step.fits:not(.beside)")).isEmpty();
            assertThat(changed.texts("#path-table td:nth-child(3)")).hasSize(7).containsOnly("not as logged");
            assertThat(gone.html().select(".path .step.broken:not(.beside)")).hasSize(7);
            assertThat(gone.texts("#path-table td:nth-child(3)")).containsOnly("cannot be computed");
            assertThat(gone.text("#inclusion"))
                    .isEqualTo("Not proven: the log has this event, but it is gone from the database.");
            Visitor.Page next = auditor.get("/audit/page/log?index=9");
            assertThat(next.text("#inclusion")).startsWith("Proven:");
            assertThat(next.html().select(".path .step.broken")).isEmpty();
            try (Browser browser = Browser.at(node.client()).signIn("auditor", "audit123")) {
                browser.page().navigate("/audit/page/log?index=7");
                assertThat(browser.page().locator("#inclusion"))
                        .hasText("Not proven: the event is not as it was logged. This browser checked it.");
            }
        }
    }

    private static void change(TestDatabase database, String change, int index) {
        assertThat(database.jdbc()
                        .update(
                                change + " WHERE global_index = (SELECT global_index FROM transparency_log_leaf"
                                        + " WHERE leaf_index = ?)",
                                index))
                .isEqualTo(1);
    }
}
