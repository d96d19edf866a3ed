package dev.rollcall.api.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Events;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /audit/export} and the parameters of proofs: ranges, invalid input, and clients that disconnect. */
class ExportIT {

    /** More than fits into the buffers between the service and a client that does not read. */
    private static final int EVENTS = 60_000;

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static Node node;

    private static SignedIn device;

    private static Auditor auditor;

    @BeforeAll
    static void start() {
        node = Node.start(DATABASE, "spring.datasource.hikari.maximum-pool-size=5");
        Events.insert(DATABASE, "exported-", EVENTS);
        device = node.client().signIn("auditor", "audit123");
        auditor = new Auditor(device.client()).awaitAllLogged(DATABASE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void exportsRanges() {
        List<String> first = auditor.lines("/audit/export?to=700");
        List<String> second = auditor.lines("/audit/export?from=700&to=1500");

        assertThat(first).hasSize(700);
        assertThat(second).hasSize(800);
        assertThat(auditor.lines("/audit/export?from=699&to=701")).containsExactly(first.get(699), second.get(0));
        assertThat(auditor.lines("/audit/export?from=5&to=5")).isEmpty();
    }

    @Test
    void headersStateTheNumberOfLines() {
        Reply reply = device.client().send("HEAD", "/audit/export?from=10&to=30", null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(reply.header("X-Rollcall-Lines")).isEqualTo("20");
        assertThat(Integer.parseInt(reply.header("X-Rollcall-Log-Size"))).isGreaterThan(EVENTS);
    }

    @ParameterizedTest
    @CsvSource({
        "export?from=-1, from",
        "export?from=x, from",
        "export?from=9999999999, from",
        "export?to=-1, to",
        "export?to=1.5, to",
        "export?to=9999999999, to",
        "export?from=6&to=5, from",
        "proof/inclusion?size=5, index",
        "proof/inclusion?index=5, size",
        "proof/inclusion?index=5&size=5, index",
        "proof/inclusion?index=-1&size=5, index",
        "proof/inclusion?index=0&size=0, size",
        "proof/inclusion?index=0&size=9223372036854775807, size",
        "proof/inclusion?index=0&size=9223372036854775808, size",
        "proof/consistency?to=5, from",
        "proof/consistency?from=5, to",
        "proof/consistency?from=0&to=5, from",
        "proof/consistency?from=6&to=5, from",
        "proof/consistency?from=1&to=9999999999, to"
    })
    void namesTheInvalidParameter(String query, String parameter) {
        Reply reply = device.client().get("/audit/" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("field")).isEqualTo(parameter);
        assertThat(reply.text("detail")).startsWith(parameter + " ");
    }

    @Test
    void onlyTheKeyIsPublic() {
        assertThat(node.client().get("/audit/key").body().asString()).startsWith("rollcall+");
        assertThat(node.client().get("/audit/checkpoint").code()).isEqualTo("TOKEN_REQUIRED");
        assertThat(node.client()
                        .signIn("admin", "admin123")
                        .client()
                        .get("/audit/export")
                        .code())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void clientsThatDoNotReadHoldNoConnectionToTheDatabase() throws IOException {
        Socket[] lazy = new Socket[10];
        for (int i = 0; i < lazy.length; i++) {
            lazy[i] = ask();
            assertThat(lazy[i].getInputStream().read()).isEqualTo('H');
        }
        assertThat(auditor.lines("/audit/export?to=10")).hasSize(10);
        for (Socket client : lazy) {
            client.close();
        }
        assertThat(auditor.lines("/audit/export?to=10")).hasSize(10);
    }

    /** A complete answer ends with an empty chunk (RFC 9112 section 8). */
    @Test
    void anAbortedExportDoesNotLookComplete() throws IOException {
        try (Socket client = ask()) {
            assertThat(client.getInputStream().read()).isEqualTo('H');
            DATABASE.jdbc().execute("ALTER TABLE transparency_log_leaf RENAME TO elsewhere");
            String rest = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(rest)
                    .doesNotEndWith("\r\n0\r\n\r\n")
                    .doesNotContain("SESSION_STATE_UNAVAILABLE", "INTERNAL_ERROR");
            assertThat(rest).contains("\r\n\r\n").hasSizeLessThan(EVENTS * 500);
        } finally {
            DATABASE.jdbc().execute("ALTER TABLE elsewhere RENAME TO transparency_log_leaf");
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> auditor.lines("/audit/export?to=10").size() == 10);
    }

    private static Socket ask() throws IOException {
        URI address = URI.create("http://" + node.client().address());
        Socket client = new Socket();
        client.setReceiveBufferSize(1 << 16);
        client.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        client.setSoTimeout(20_000);
        client.getOutputStream()
                .write(("GET /audit/export HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + device.accessToken()
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    @Test
    void exportsManyLinesCompletely() {
        assertThat(auditor.export()).hasSizeGreaterThan(EVENTS);
        assertThatThrownBy(() -> auditor.lines("/audit/export?from=1&to=0")).hasMessageContaining("400");
    }
}
