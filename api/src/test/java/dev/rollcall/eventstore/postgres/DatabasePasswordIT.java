package dev.rollcall.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Embedded PostgreSQL: no other user of the machine can read its files or its password. */
class DatabasePasswordIT {

    @TempDir
    private Path parent;

    private Path directory;

    @BeforeEach
    void nameDirectory() {
        directory = parent.resolve("rollcall data");
    }

    @Test
    void aNewDirectoryIsPrivateAndRequiresThePassword() throws IOException {
        try (EmbeddedPostgres postgres = PostgresDirectory.start(directory, null)) {
            assertRequiresThePassword(postgres);
        }
    }

    @Test
    void aDirectoryOfAnEarlierReleaseIsProtectedAndKeepsItsRows() throws IOException {
        createWithEarlierRelease();

        try (EmbeddedPostgres postgres = PostgresDirectory.start(directory, null)) {
            assertRequiresThePassword(postgres);
            assertThat(new JdbcTemplate(postgres.getPostgresDatabase())
                            .queryForList("SELECT name FROM kept", String.class))
                    .containsExactly("a row");
        }
        try (EmbeddedPostgres again = PostgresDirectory.start(directory, null)) {
            assertRequiresThePassword(again);
        }
    }

    @Test
    void recoversFromACrashBeforeTheRulesAreWritten() throws IOException {
        createWithEarlierRelease();
        String password = PostgresDirectory.password(directory);
        try (EmbeddedPostgres postgres = earlierRelease()) {
            new JdbcTemplate(postgres.getPostgresDatabase()).execute("ALTER ROLE postgres PASSWORD '" + password + "'");
        }
        Files.writeString(directory.resolve(".postgres-password1.tmp"), "half a pass");

        try (EmbeddedPostgres postgres = PostgresDirectory.start(directory, null)) {
            assertRequiresThePassword(postgres);
        }
        assertThat(PostgresDirectory.password(directory)).isEqualTo(password);
    }

    @Test
    void aLostPasswordIsReplacedIfTheRulesAllowAccess() throws IOException {
        PostgresDirectory.start(directory, null).close();
        String lost = PostgresDirectory.password(directory);
        Files.delete(directory.resolve("postgres-password"));
        Path rules = directory.resolve("postgres/pg_hba.conf");
        Files.writeString(rules, "host all postgres 127.0.0.1/32 trust\n" + Files.readString(rules));

        try (EmbeddedPostgres postgres = PostgresDirectory.start(directory, null)) {
            assertRequiresThePassword(postgres);
        }
        assertThat(PostgresDirectory.password(directory)).isNotEqualTo(lost);
    }

    @Test
    void refusesToStartWithOtherRulesThatTrust() throws IOException {
        createWithEarlierRelease();
        Path rules = directory.resolve("postgres/pg_hba.conf");
        Files.writeString(rules, "host all all 127.0.0.1/32 \"trust\"\n");

        assertThatThrownBy(() -> PostgresDirectory.start(directory, null).close())
                .isInstanceOf(UnusableDataDirectory.class)
                .hasMessageContaining("replace 'trust' with 'scram-sha-256'");
        assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void aSharedDirectoryKeepsItsMode() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("of-somebody-else"), "");

        PostgresDirectory.start(directory, null).close();

        assertThat(mode(directory)).isEqualTo("rwxr-xr-x");
        assertThat(mode(directory.resolve("postgres"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("postgres-password"))).isEqualTo("rw-------");
    }

    private void createWithEarlierRelease() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (EmbeddedPostgres postgres = earlierRelease()) {
            JdbcTemplate jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
            jdbc.execute("CREATE TABLE kept (name text)");
            jdbc.update("INSERT INTO kept VALUES ('a row')");
        }
    }

    private EmbeddedPostgres earlierRelease() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                .setRegisterShutdownHook(false)
                .start();
    }

    private void assertRequiresThePassword(EmbeddedPostgres postgres) throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres";
        assertThatThrownBy(() -> connect(url)).hasMessageContaining("no password was provided");
        assertThatThrownBy(() -> connect(url + "&password=wrong"))
                .hasMessageContaining("password authentication failed");
        JdbcTemplate jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
        assertThat(jdbc.queryForList("SELECT DISTINCT auth_method FROM pg_hba_file_rules", String.class))
                .containsExactly("scram-sha-256");
        assertThat(jdbc.queryForObject("SHOW unix_socket_directories", String.class))
                .isEmpty();
        assertThat(jdbc.queryForObject(
                        "SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'postgres'",
                        Boolean.class))
                .isTrue();
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("postgres"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("postgres-password"))).isEqualTo("rw-------");
    }

    private static void connect(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(connection.isClosed()).isFalse();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
