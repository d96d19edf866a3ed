package dev.rollcall.api.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.HiddenStackTraces;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** With invalid settings the start fails, says what is wrong and what to do, and prints no stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailuresIT {

    /** A working database, for settings that are checked after it. */
    private static final TestDatabase DATABASE = TestDatabase.create();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rollcall.sessions.max-sessions=-1              | rollcall.sessions.max-sessions must be 0 (any number) or more
            rollcall.sessions.when-full=SOMETIMES          | rollcall.sessions.when-full must be one of EVICT_OLDEST, EVICT_LEAST
            rollcall.sessions.idle-timeout=soon            | rollcall.sessions.idle-timeout must be a duration such as PT12H
            rollcall.sessions.absolute-timeout=PT0S        | rollcall.sessions.absolute-timeout must be between PT1S and 3650
            rollcall.sessions.max-starts-per-hour=many     | rollcall.sessions.max-starts-per-hour must be a whole number
            rollcall.tokens.audience=                      | rollcall.tokens.audience must not be blank
            rollcall.tokens.access-token-lifetime=P2D      | rollcall.tokens.access-token-lifetime must be between
            rollcall.tokens.signing-key=/nowhere           | rollcall.tokens.signing-key: /nowhere is not a PEM file
            rollcall.tokens.previous-signing-keys=/nowhere | rollcall.tokens.previous-signing-keys must not be set without
            rollcall.login.max-failures-per-user=-1        | rollcall.login.max-failures-per-user must be between 0
            rollcall.mail.max-requests-per-user=-1         | rollcall.mail.max-requests-per-user must be between 0
            spring.mail.host=localhost                     | rollcall.mail.from must be set, because spring.mail.host is
            rollcall.trusted-proxies=example.org           | rollcall.trusted-proxies: 'example.org' is neither an IP address
            rollcall.cors.allowed-origins=*                | rollcall.cors.allowed-origins: '*' is not an origin
            rollcall.gateway.cookie=true                   | rollcall.gateway.allowed-hosts must name the hosts of your
            rollcall.gateway.allowed-hosts=https://a.b     | rollcall.gateway.allowed-hosts: 'https://a.b' is not a host
            rollcall.audit.origin=a b                      | rollcall.audit.origin must not be blank
            rollcall.audit.signing-key=/nowhere            | rollcall.audit.signing-key: /nowhere is not a PEM file
            rollcall.reader.url=jdbc:mysql://localhost/x   | rollcall.reader.url must be the JDBC URL of a PostgreSQL
            rollcall.reader.wait-at-most=PT0S              | rollcall.reader.wait-at-most must be from 250 milliseconds
            rollcall.reader.maximum-pool-size=0            | rollcall.reader.maximum-pool-size must be at least 1
            rollcall.sweep.interval=PT0S                   | rollcall.sweep.interval must be between
            rollcall.live.max-streams=-1                   | rollcall.live.max-streams must be between
            rollcall.pages.password-again-after=P2D        | rollcall.pages.password-again-after must be between
            rollcall.checks.known-sessions=-1              | rollcall.checks.known-sessions must be 0 or more
            rollcall.checks.known-tokens=a lot             | rollcall.checks.known-tokens must be a whole number
            rollcall.aggregate-cache-size=-1               | rollcall.aggregate-cache-size must be 0 or more
            rollcall.demo-users=perhaps                    | rollcall.demo-users must be true or false
            rollcall.external-issuers[0].issuer=https://id | rollcall.external-issuers: https://id needs either a jwks-uri
            rollcall.backchannel-receivers[0].name=Shop    | rollcall.backchannel-receivers: Shop needs a name of 1 to 40
            rollcall.backchannel-receivers[0].name=shop    | rollcall.backchannel-receivers: shop needs a uri that is
            rollcall.backchannel-receivers[0].uri=http://a | rollcall.backchannel-receivers: an entry needs a name of 1
            rollcall.trusted-clients[0].id=shop            | rollcall.trusted-clients: the secret of shop must not be blank
            rollcall.trusted-clients[1].id=shop            | rollcall.trusted-clients[1].id: list entries must be numbered
            server.port=many                               | server.port
            spring.datasource.url=jdbc:mysql://localhost/x | spring.datasource.url must be the JDBC URL of a PostgreSQL
            """)
    void ofASettingNamesTheErrorAndTheValue(String setting, String message, CapturedOutput output) {
        assertStopped(output, setting);

        assertThat(output).contains(message);
        String[] keyAndValue = setting.split("=", 2);
        if (message.startsWith(keyAndValue[0]) && !keyAndValue[0].contains("client")) {
            assertThat(output).contains(keyAndValue[0], keyAndValue[1]);
        }
    }

    @Test
    void ofAMissingProxySaysWhyItIsNeeded(CapturedOutput output) {
        assertStopped(output, "rollcall.gateway.cookie=true", "rollcall.gateway.allowed-hosts=app.example.org");

        assertThat(output).contains("rollcall.trusted-proxies must name the address of the gateway");
    }

    @Test
    void ofAMissingMasterKeySaysHowToMakeOne(CapturedOutput output) {
        assertStopped(output, "rollcall.personal-data.master-key=");

        assertThat(output).contains("rollcall.personal-data.master-key is required", "openssl rand -base64 32");
    }

    @ParameterizedTest
    @CsvSource({
        "rollcall.personal-data.master-key=c2VjcmV0LW9m, rollcall.personal-data.master-key must be 32 bytes",
        "rollcall.trusted-clients=shop:c2VjcmV0LW9m, rollcall.trusted-clients",
        "rollcall.trusted-clients[1].secret=c2VjcmV0LW9m, rollcall.trusted-clients[1].secret",
        "rollcall.trusted-clients[0].secrets=c2VjcmV0LW9m, rollcall.trusted-clients[0].secrets",
        "rollcall.tokens.signing-key=-----BEGIN PRIVATE KEY----- c2VjcmV0LW9m, rollcall.tokens.signing-key",
        "spring.datasource.url=jdbc:mysql://localhost/x?password=c2VjcmV0LW9m, spring.datasource.url",
        "rollcall.reader.url=jdbc:mysql://localhost/x?password=c2VjcmV0LW9m, rollcall.reader.url",
    })
    void containsNoSecrets(String setting, String message, CapturedOutput output) {
        assertStopped(output, setting);

        assertThat(output).contains(message).doesNotContain("c2VjcmV0LW9m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            //[^/]+/    | //127.0.0.1:1/ | refused        | Start it, or correct spring.datasource.url
            //[^/]+/    | //no.invalid/  | no.invalid     | Start it, or correct spring.datasource.url
            user=[^&]+  | user=nobody    | "nobody"       | Correct spring.datasource.username
            /rollcall_  | /no_           | does not exist | Create the database, or correct spring.datasource.url
            """)
    void ofTheDatabaseNamesItAndTheReason(String part, String wrong, String why, String advice, CapturedOutput output) {
        assertStopped(output, "spring.datasource.url=" + DATABASE.url().replaceFirst(part, wrong));

        assertThat(output).contains("The database at jdbc:postgresql://", why, advice);
    }

    @Test
    void ofARoleWithoutRightsSaysSo(CapturedOutput output) {
        TestDatabase database = TestDatabase.create();
        database.jdbc().execute("DROP ROLE IF EXISTS rollcall_guest");
        database.jdbc().execute("CREATE ROLE rollcall_guest LOGIN PASSWORD 'guest'");

        assertStopped(
                output,
                "spring.datasource.url=" + database.url().replaceFirst("[?].*", "?user=rollcall_guest&password=guest"));

        assertThat(output).contains("permission denied for schema public", "own the database");
    }

    @Test
    void ofTablesOfAnotherReleaseSaysSo(CapturedOutput output) {
        TestDatabase database = TestDatabase.create();
        Node.start(database).close();
        database.jdbc().update("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '3'");

        assertStopped(output, "spring.datasource.url=" + database.url());

        assertThat(output).contains("The migration of the tables failed", "checksum mismatch", "flyway_schema_history");
    }

    @Test
    void ofAPortInUseNamesIt(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertStopped(output, "server.port=" + taken.getLocalPort());

            assertThat(output).contains(taken.getLocalPort() + " was already in use");
        }
    }

    @Test
    void ofAnInvalidDataDirectoryNamesIt(@TempDir Path directory, CapturedOutput output) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertStopped(output, "spring.datasource.url=", "rollcall.embedded-postgres.data-directory=" + file);

        assertThat(output)
                .contains("rollcall.embedded-postgres.data-directory: PostgreSQL cannot be started in " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"event.id=1", "event.id=\\u12", "checkpoint.root=abc"})
    void ofADamagedFileOfWhatWasSeenNamesIt(String content, @TempDir Path directory, CapturedOutput output)
            throws IOException {
        Path file = Files.writeString(directory.resolve("seen"), content);

        assertStopped(output, "rollcall.history.seen-file=" + file);

        assertThat(output)
                .contains(file + " (rollcall.history.seen-file) cannot be read", "If it is damaged, delete it");
    }

    private static void assertStopped(CapturedOutput output, String... settings) {
        HiddenStackTraces.showDuring(() ->
                assertThatThrownBy(() -> Node.start(DATABASE, settings).close()).isInstanceOf(RuntimeException.class));

        assertThat(output)
                .contains("APPLICATION FAILED TO START", "Description:", "Action:")
                .doesNotContain("\tat ", "Caused by", "Application run failed", "Exception encountered");
        assertThat(output.toString().lines()).hasSizeLessThan(30);
    }
}
