package dev.rollcall.query.archive;

import dev.rollcall.event.HistoryArchived;
import dev.rollcall.query.log.LoggedLines;
import dev.rollcall.transparency.TreeHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the log in files, as an export has them. A file counts only if it was read from the disk again, and each
 * of its lines has the hash of its leaf.
 */
final class LogFiles {

    static final long LINES = 1_000_000;

    private static final int PAGE = 2_000;

    private static final String NAME = "rollcall-log-%012d-%012d.ndjson.gz";

    private static final Pattern NAMES = Pattern.compile("rollcall-log-(\\d{12})-(\\d{12})\\.ndjson\\.gz");

    private final Path directory;
    private final LoggedLines log;
    private final LongConsumer progress;

    private record Part(long from, long to) {

        private String name() {
            return String.format(Locale.ROOT, NAME, from, to);
        }
    }

    /** @param progress receives the index after the last line that is in a file */
    LogFiles(Path directory, LoggedLines log, LongConsumer progress) {
        this.directory = directory;
        this.log = log;
        this.progress = progress;
    }

    /**
     * Writes what is missing, and verifies what is there.
     *
     * @throws IOException if a file cannot be written or is not as the log says
     */
    List<HistoryArchived.File> complete(long from, long to) throws IOException {
        Files.createDirectories(directory);
        List<HistoryArchived.File> files = new ArrayList<>();
        for (long next = from; next < to; ) {
            Part part = existing(next, to);
            if (part == null) {
                part = new Part(next, Math.min(to, next + LINES));
                write(part);
            }
            files.add(verify(part));
            next = part.to();
        }
        return files;
    }

    private @Nullable Part existing(long from, long to) throws IOException {
        try (Stream<Path> names = Files.list(directory)) {
            List<Part> found = names.map(
                            path -> NAMES.matcher(path.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> new Part(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
                    .filter(part -> part.from() == from)
                    .toList();
            if (found.size() > 1 || !found.isEmpty() && found.get(0).to() > to) {
                throw new IOException(
                        directory + " has another archive: " + found.get(0).name()
                                + " ends at line " + found.get(0).to() + ", this one at " + to
                                + ". Choose another directory");
            }
            return found.isEmpty() ? null : found.get(0);
        }
    }

    private void write(Part part) throws IOException {
        new ArchiveFile(directory.resolve(part.name())).write(out -> {
            for (long next = part.from(); next < part.to(); next += PAGE) {
                writeLines(out, log.read(next, Math.min(part.to(), next + PAGE)));
                progress.accept(Math.min(part.to(), next + PAGE));
            }
        });
    }

    private static void writeLines(OutputStream out, List<byte[]> lines) throws IOException {
        for (byte[] line : lines) {
            out.write(line);
            out.write('\n');
        }
    }

    private HistoryArchived.File verify(Part part) throws IOException {
        return new ArchiveFile(directory.resolve(part.name()))
                .read(part.to() - part.from(), in -> compareWithLeaves(part, in));
    }

    private void compareWithLeaves(Part part, InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (long next = part.from(); next < part.to(); next += PAGE) {
            long index = next;
            for (byte[] hash : log.hashes(next, Math.min(part.to(), next + PAGE))) {
                String line = lines.readLine();
                if (line == null || !Arrays.equals(TreeHash.ofLeaf(line.getBytes(StandardCharsets.UTF_8)), hash)) {
                    throw new IOException(part.name() + ": line " + index + " of the log is not as it was logged");
                }
                index++;
            }
            progress.accept(index);
        }
        if (lines.readLine() != null) {
            throw new IOException(part.name() + " has more lines than its name says");
        }
    }
}
