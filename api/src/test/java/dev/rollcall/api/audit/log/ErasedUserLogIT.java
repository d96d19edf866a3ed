package dev.rollcall.api.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.query.log.LogCheck;
import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** S3-7, S4-5: after a user is erased, the transparency log verifies as before. */
class ErasedUserLogIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir
    static Path before;

    @TempDir
    static Path after;

    @Test
    void theLogOfAnErasedUserStillVerifies() throws Exception {
        try (Node node = Node.start(DATABASE)) {
            SignedIn device = node.client().start("forgotten");
            Auditor auditor = Auditor.at(node.client()).awaitAllLogged(DATABASE);
            auditor.save(before);
            String label = device.reply().text("session.device.label");

            assertThat(node.client()
                            .signIn("admin", "admin123")
                            .client()
                            .delete("/users/forgotten")
                            .status())
                    .isEqualTo(204);
            auditor.awaitAllLogged(DATABASE).save(after);

            assertThat(Auditor.verify(before)).startsWith("OK: ");
            assertThat(Auditor.verify(after)).startsWith("OK: ");
            assertThat(export(after))
                    .startsWith(export(before))
                    .contains("\"forgotten\"", "USER_REMOVED")
                    .doesNotContain(label);
            assertThat(new LogCheck(JdbcClient.create(DATABASE.dataSource())).run(checked -> {}))
                    .isEmpty();
        }
    }

    private static String export(Path directory) throws Exception {
        return Files.readString(directory.resolve("export.ndjson"));
    }
}
