package dev.rollcall.api.pages.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.PageWeight;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page with its style sheets and scripts stays small, also if there is much to show. */
class PageWeightIT {

    private static final int SESSIONS = 55;

    private static final Client NODE = SharedNode.client();

    @BeforeAll
    static void startSessions() {
        Client admin = NODE.signIn("admin", "admin123").client();
        admin.post("/users", Map.of("userName", "weighing-auditor", "password", "correct horse", "role", "AUDITOR"));
        admin.post("/users", Map.of("userName", "weighing-admin", "password", "correct horse", "role", "ADMIN"));
        NODE.on(Client.LAPTOP).start("weighed").settings(Map.of("maxStartsPerHour", 0));
        for (int number = 1; number < SESSIONS; number++) {
            NODE.on(Client.PHONE).start("weighed");
        }
    }

    /** The size of a compressed page could tell what it contains, such as the token of its forms (BREACH). */
    @Test
    void styleSheetsAndScriptsAreCompressedButPagesAndAnswersAreNot() {
        Client gzip = NODE.with("Accept-Encoding", "gzip");
        Visitor user = new Visitor(gzip).signIn("june_doe", "test123");

        for (String part : List.of("/pages/pages.css", "/pages/pages.js", "/webjars/htmx.org/dist/htmx.min.js")) {
            assertThat(gzip.get(part).headers().firstValue("Content-Encoding"))
                    .as(part)
                    .contains("gzip");
        }
        assertThat(NODE.get("/pages/pages.css").headers().firstValue("Content-Encoding"))
                .isEmpty();
        assertThat(user.get("/sessions").headers().firstValue("Content-Encoding"))
                .isEmpty();
        assertThat(gzip.get("/.well-known/jwks.json").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void everyPageForAuditorsAndAdministratorsIsBelowSixtyKilobytes() {
        Visitor auditor = new Visitor(NODE).signIn("weighing-auditor", "correct horse");
        Visitor admin = new Visitor(NODE).signIn("weighing-admin", "correct horse");
        for (String path : List.of(
                "/audit?user=weighed",
                "/audit/page/sessions?user=weighed",
                "/audit/page/signed-in?span=MONTH",
                "/audit/page/what-if",
                "/audit/page/log?index=0")) {
            PageWeight.assertLight(NODE, auditor.get(path));
        }
        for (String path : List.of("/admin", "/admin/page/service", "/admin/page/user?user=weighed")) {
            PageWeight.assertLight(NODE, admin.get(path));
        }
    }
}
