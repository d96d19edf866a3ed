package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.api.operations.cli.RollcallCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The demo's auditor, signed in. */
public record Auditor(Client client) {

    public static Auditor at(Client node) {
        return new Auditor(node.signIn("auditor", "audit123").client());
    }

    public List<String> export() {
        return lines("/audit/export");
    }

    public List<String> lines(String path) {
        return ok(path).lines().toList();
    }

    public List<String> proof(String path) {
        Reply reply = client.get("/audit/proof/" + path);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.texts("hashes");
    }

    public String checkpoint() {
        return ok("/audit/checkpoint");
    }

    public String key() {
        return ok("/audit/key");
    }

    public String root() {
        return checkpoint().split("\n")[2];
    }

    public int size() {
        return Integer.parseInt(checkpoint().split("\n")[1]);
    }

    /** Waits until all current events are in the log. */
    public Auditor awaitAllLogged(TestDatabase database) {
        Integer events = database.jdbc().queryForObject("SELECT count(*) FROM domain_event_entry", Integer.class);
        await().atMost(Duration.ofSeconds(60)).until(() -> events != null && size() >= events);
        return this;
    }

    /** Writes the files that offline verification needs: {@code export.ndjson}, {@code checkpoint} and {@code key}. */
    public void save(Path directory) {
        try {
            String checkpoint = checkpoint();
            String size = checkpoint.split("\n")[1];
            Files.writeString(directory.resolve("export.ndjson"), ok("/audit/export?to=" + size));
            Files.writeString(directory.resolve("checkpoint"), checkpoint);
            Files.writeString(directory.resolve("key"), key());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the output of {@code audit verify} for the saved files. */
    public static String verify(Path directory) {
        StringWriter out = new StringWriter();
        RollcallCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(
                        "audit",
                        "verify",
                        directory.resolve("export.ndjson").toString(),
                        "--checkpoint",
                        directory.resolve("checkpoint").toString(),
                        "--key",
                        directory.resolve("key").toString());
        return out.toString();
    }

    private String ok(String path) {
        Reply reply = client.get(path);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.body().asString();
    }
}
