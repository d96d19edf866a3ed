package dev.rollcall.api.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.JarCommand;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Secrets come from files or from the settings themselves, such as environment variables. */
@ExtendWith(OutputCaptureExtension.class)
class SecretSettingIT {

    private static final String ONE = "b25lIGtleSBvZiBwcmVjaXNlbHkgMzIgYnl0ZXMgb2s=";
    private static final String OTHER = "YW5vdGhlciBrZXksIG9mIHRoaXJ0eS10d28gYnl0ZXM=";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private final TestDatabase database = TestDatabase.create();

    @Test
    void allKeysMayBeInFiles(CapturedOutput output) throws IOException {
        String[] files = {
            "rollcall.personal-data.master-key",
            "rollcall.personal-data.master-key-file=" + file("master", Node.MASTER_KEY + "\n"),
            "rollcall.tokens.refresh-token-keys-file=" + file("refresh", ONE + "\n"),
            "rollcall.tokens.page-cookie-keys-file=" + file("cookies", "\n" + ONE + "\r\n" + OTHER + "\n"),
            "rollcall.trusted-clients[0].id=shop",
            "rollcall.trusted-clients[0].secret-file=" + file("client", SECRET + "\n")
        };
        SignedIn device;
        try (Node node = Node.start(database, files)) {
            device = node.client().start("ford");
            assertThat(node.client()
                            .with("Authorization", basic("shop", SECRET))
                            .post("/users/trillian/sessions", Map.of())
                            .status())
                    .isEqualTo(201);
        }
        assertThat(output).doesNotContain("every user of this machine may read").doesNotContain(ONE);

        // the same key by the setting itself, and as the second of two
        try (Node node = Node.start(database, "rollcall.tokens.refresh-token-keys=" + OTHER + "," + ONE)) {
            device = new SignedIn(node.client(), device.at(node.client()).refresh());
            assertThat(device.reply().status()).isEqualTo(200);
        }
        try (Node node = Node.start(database, "rollcall.tokens.refresh-token-keys=" + OTHER)) {
            assertThat(device.at(node.client()).refresh().status()).isEqualTo(200);
        }
        try (Node node = Node.start(database)) {
            assertThat(device.at(node.client()).refresh().code()).isEqualTo("INVALID_TOKEN");
        }
        JarCommand rotated = JarCommand.run(
                database, "keys", "rotate", "refresh-tokens", "--rollcall.tokens.refresh-token-keys=" + OTHER);
        assertThat(rotated.exitCode()).isEqualTo(1);
        assertThat(rotated.err()).contains("comes from the settings");
    }

    @Test
    void whatIsWrongStopsTheStart() {
        Path none = directory.resolve("none");

        assertThatThrownBy(() -> Node.start(database, "rollcall.tokens.refresh-token-keys-file=" + none)
                        .close())
                .hasStackTraceContaining("rollcall.tokens.refresh-token-keys-file: " + none + " does not exist.");
        assertThatThrownBy(() -> Node.start(database, "rollcall.personal-data.master-key-file=" + none)
                        .close())
                .hasStackTraceContaining("rollcall.personal-data.master-key-file must not be given together");
    }

    private Path file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
