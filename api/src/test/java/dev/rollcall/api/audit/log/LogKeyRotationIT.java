package dev.rollcall.api.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.JarCommand;
import dev.rollcall.testing.NaiveTree;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.PemFile;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of the log is replaced while two nodes run, and auditors can verify all that was ever signed. */
class LogKeyRotationIT {

    @TempDir
    Path directory;

    private final TestDatabase database = TestDatabase.create();

    @Test
    void oldAndNewCheckpointsVerifyWithTheOldAndTheNewKey() throws IOException {
        try (Node one = Node.start(database);
                Node other = Node.start(database)) {
            Auditor auditor = Auditor.at(one.client());
            Auditor elsewhere = Auditor.at(other.client());
            one.client().start("ford");
            save("before", auditor.awaitAllLogged(database));

            JarCommand rotated = JarCommand.run(database, "keys", "rotate", "transparency-log");

            assertThat(rotated.exitCode()).as(rotated.err()).isZero();
            for (Auditor each : List.of(auditor, elsewhere)) {
                await().atMost(Duration.ofSeconds(20)).until(() -> !each.key().equals(read("before-key")));
                VerifierKey key = VerifierKey.parse(each.key());
                assertThat(rotated.out()).contains(key.toString());
                SignedNote checkpoint = SignedNote.parse(each.checkpoint());
                assertThat(checkpoint.isSignedBy(key)).isTrue();
                assertThat(checkpoint.isSignedBy(VerifierKey.parse(read("before-key"))))
                        .isFalse();
            }
            one.client().start("trillian");
            save("after", elsewhere.awaitAllLogged(database));

            for (String key : List.of("before-key", "after-key")) {
                assertThat(verify(key, "before", "after")).startsWith("0 OK: ");
            }
            assertIsConsistent(auditor);
            assertThat(JarCommand.run(database, "keys", "list").out().lines())
                    .anyMatch(line -> line.matches("transparency-log .* verifying"))
                    .anyMatch(line -> line.matches("transparency-log .* signing"));
            assertThat(JarCommand.run(database, "audit", "check").out()).startsWith("OK: ");
        }
    }

    /** Whoever can write to the database, but has no key, cannot introduce one. */
    @Test
    void aKeyThatWasPutIntoTheDatabaseIsNotBelieved() throws IOException {
        try (Node node = Node.start(database)) {
            save("before", Auditor.at(node.client()).awaitAllLogged(database));
        }
        assertThat(JarCommand.run(database, "keys", "rotate", "transparency-log")
                        .exitCode())
                .isZero();
        try (Node node = Node.start(database)) {
            save("after", Auditor.at(node.client()).awaitAllLogged(database));
        }
        String export = read("after-export");
        int signature = export.indexOf("LogKeyReplaced");
        assertThat(signature).isPositive();
        String forged = export.lines()
                .map(line -> line.contains("LogKeyReplaced")
                        ? line.replaceFirst("rollcall [A-Za-z0-9+/]{8}", "rollcall AAAAAAAA")
                        : line)
                .reduce("", (all, line) -> all + line + "\n");
        assertThat(forged).isNotEqualTo(export);
        Files.writeString(directory.resolve("after-export"), forged);

        assertThat(verify("before-key", "after"))
                .startsWith("1 WRONG: ")
                .contains("claims to replace the key of the log, but is not signed with both keys");
    }

    @Test
    void theKeyMayBeReplacedInFiles() throws IOException, GeneralSecurityException {
        Path first = pem("first");
        Path second = pem("second");
        String[] both = {"rollcall.audit.signing-key=" + second, "rollcall.audit.previous-signing-key=" + first};
        try (Node node = Node.start(database, "rollcall.audit.signing-key=" + first)) {
            save("before", Auditor.at(node.client()).awaitAllLogged(database));
        }
        try (Node node = Node.start(database, both)) {
            Auditor auditor = Auditor.at(node.client());
            assertThat(auditor.key()).as("until the command has run").isEqualTo(read("before-key"));
            JarCommand rotated =
                    JarCommand.run(database, "keys", "rotate", "transparency-log", "--" + both[0], "--" + both[1]);
            assertThat(rotated.exitCode()).as(rotated.err()).isZero();
            await().atMost(Duration.ofSeconds(20)).until(() -> !auditor.key().equals(read("before-key")));
            JarCommand again =
                    JarCommand.run(database, "keys", "rotate", "transparency-log", "--" + both[0], "--" + both[1]);
            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(again.err()).contains("The log has this key already");
        }
        try (Node node = Node.start(database, both[0])) {
            save("after", Auditor.at(node.client()).awaitAllLogged(database));
        }
        assertThat(verify("before-key", "before", "after")).startsWith("0 OK: ");
        try (Node node = Node.start(database, "rollcall.audit.signing-key=" + first)) {
            assertThat(node.client()
                            .signIn("auditor", "audit123")
                            .client()
                            .get("/audit/checkpoint")
                            .status())
                    .as("without the key in force")
                    .isEqualTo(503);
        }
    }

    private Path pem(String name) throws IOException, GeneralSecurityException {
        Path file = Files.createDirectory(directory.resolve(name));
        return PemFile.ofPrivate(file, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    }

    private void assertIsConsistent(Auditor auditor) throws IOException {
        int from = Integer.parseInt(read("before-checkpoint").split("\n")[1]);
        int to = Integer.parseInt(read("after-checkpoint").split("\n")[1]);
        assertThat(to).isGreaterThan(from);
        assertThat(auditor.proof("consistency?from=" + from + "&to=" + to))
                .isEqualTo(new NaiveTree(read("after-export").lines().toList()).proof(from));
    }

    private void save(String name, Auditor auditor) throws IOException {
        String checkpoint = auditor.checkpoint();
        Files.writeString(directory.resolve(name + "-checkpoint"), checkpoint);
        Files.writeString(
                directory.resolve(name + "-export"),
                String.join("\n", auditor.lines("/audit/export?to=" + checkpoint.split("\n")[1])) + "\n");
        Files.writeString(directory.resolve(name + "-key"), auditor.key());
    }

    private String verify(String key, String... names) {
        List<String> arguments = new ArrayList<>(List.of("audit", "verify"));
        arguments.add(directory.resolve(names[names.length - 1] + "-export").toString());
        arguments.addAll(List.of("--key", directory.resolve(key).toString()));
        for (String name : names) {
            arguments.addAll(List.of(
                    "--checkpoint", directory.resolve(name + "-checkpoint").toString()));
        }
        JarCommand verified = JarCommand.runPlain(arguments.toArray(String[]::new));
        return verified.exitCode() + " " + verified.out() + verified.err();
    }

    private String read(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }
}
