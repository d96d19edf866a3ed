package dev.rollcall.transparency.verify;

import dev.rollcall.transparency.Checkpoint;
import dev.rollcall.transparency.VerifierKey;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code verify}, which needs no database and no server. */
@Command(
        name = "verify",
        description = {
            "Verify an export of all events against signed checkpoints, offline.",
            "With several checkpoints, it narrows a change down to the lines between two of them; with the leaf hashes"
                    + " saved by an earlier verification, to a single line."
        },
        footer = "Exit code: 0 if the export is as signed, 1 if it is not, 2 if something cannot be read.",
        mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {

    private static final int MEBIBYTE = 1 << 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "EXPORT", description = "a response of GET /audit/export; - for standard input")
    private String export = "-";

    @Option(
            names = "--checkpoint",
            required = true,
            paramLabel = "FILE",
            description = "a response of GET /audit/checkpoint; may be given several times")
    private List<Path> checkpoints = List.of();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY",
            description = "the verifier key of the log (GET /audit/key), or a file that contains it; any one of them if"
                    + " the log has replaced its key")
    private String key = "";

    @Option(
            names = "--leaf-hashes",
            paramLabel = "FILE",
            description = "leaf hashes saved by an earlier verification, to find the line that was changed since")
    private @Nullable Path leafHashes;

    @Option(
            names = "--save-leaf-hashes",
            paramLabel = "FILE",
            description = "where to save the leaf hash of each line, for the next verification")
    private @Nullable Path saveLeafHashes;

    @Override
    public Integer call() throws IOException {
        try {
            VerifierKey verifier = verifier();
            List<GivenCheckpoint> given = new ArrayList<>();
            for (Path file : checkpoints) {
                given.add(GivenCheckpoint.read(file, verifier));
            }
            out("OK: " + verify(given, new KeyChain(verifier)));
            return 0;
        } catch (VerificationFailure wrong) {
            if (spec != null) {
                spec.commandLine().getErr().println("WRONG: " + wrong.getMessage());
            }
            return 1;
        }
    }

    private VerifierKey verifier() throws IOException {
        try {
            return VerifierKey.parse(Files.exists(Path.of(key)) ? Files.readString(Path.of(key)) : key);
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(key + " " + unusable.getMessage(), unusable);
        }
    }

    /** Checks the signatures also if the lines are wrong, so that nothing is said about a forged checkpoint. */
    private String verify(List<GivenCheckpoint> given, KeyChain keys) throws IOException, VerificationFailure {
        String proved;
        try {
            proved = verifyLines(given.stream().map(GivenCheckpoint::checkpoint).toList(), keys);
        } catch (VerificationFailure wrong) {
            if (keys.isIntact()) {
                requireSigned(given, keys);
            }
            throw wrong;
        }
        requireSigned(given, keys);
        return proved;
    }

    private static void requireSigned(List<GivenCheckpoint> given, KeyChain keys) throws VerificationFailure {
        for (GivenCheckpoint checkpoint : given) {
            checkpoint.requireSigned(keys);
        }
    }

    private String verifyLines(List<Checkpoint> given, KeyChain keys) throws IOException, VerificationFailure {
        try (KnownHashes known = KnownHashes.open(leafHashes);
                BufferedWriter saved = saveLeafHashes == null ? null : Files.newBufferedWriter(saveLeafHashes);
                InputStream in = open()) {
            ExportVerification verification = new ExportVerification(given, known);
            ExportLines lines = new ExportLines(in);
            long size = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                byte[] hash = verification.add(line);
                size++;
                if (KeyLine.is(line)) {
                    keys.add(KeyLine.statement(line), size);
                }
                if (saved != null) {
                    saved.write(Base64.getEncoder().encodeToString(hash));
                    saved.write('\n');
                }
            }
            return verification.finish(lines.isCutOff());
        }
    }

    private InputStream open() throws IOException {
        boolean isStandardInput = export.equals("-");
        InputStream in = isStandardInput ? System.in : Files.newInputStream(Path.of(export));
        if (Ansi.AUTO.enabled()) {
            ProgressBarBuilder progress = ProgressBar.builder()
                    .setTaskName("Verifying")
                    .setUnit(" MiB", MEBIBYTE)
                    .setInitialMax(isStandardInput ? -1 : Files.size(Path.of(export)));
            in = ProgressBar.wrap(in, progress);
        }
        return new BufferedInputStream(in, MEBIBYTE);
    }

    private void out(String text) {
        if (spec != null) {
            spec.commandLine().getOut().println(text);
        }
    }
}
