package dev.rollcall.api.pages.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.Visitor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page with its style sheets and scripts stays small, also if there is much to show. */
class PageWeightIT {

    private static final int MOST_BYTES = 60_000;

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
            assertThat(weight(auditor.get(path))).as(path).isLessThan(MOST_BYTES);
        }
        for (String path : List.of("/admin", "/admin/page/service", "/admin/page/user?user=weighed")) {
            assertThat(weight(admin.get(path))).as(path).isLessThan(MOST_BYTES);
        }
    }

    private static int weight(Visitor.Page page) {
        assertThat(page.status()).isEqualTo(200);
        List<String> parts = Stream.concat(
                        page.html().select("link[rel=stylesheet]").eachAttr("href").stream(),
                        page.html().select("script[src]").eachAttr("src").stream())
                .toList();
        assertThat(parts).hasSizeGreaterThan(5);
        int all = compressed(page.html().outerHtml());
        for (String part : parts) {
            Reply reply = NODE.get(part);
            assertThat(reply.status()).as(part).isEqualTo(200);
            all += compressed(reply.body().toString());
        }
        return all;
    }

    private static int compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.size();
    }
}
