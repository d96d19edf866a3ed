package dev.rollcall.query.archive;

import dev.rollcall.event.HistoryArchived;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A compressed file of lines. It has its name only once it is complete and on the disk. */
public final class ArchiveFile {

    private static final int BUFFER = 1 << 16;

    private final Path path;

    /** What is written to a file, or read from it. */
    public interface Content<T> {
        void accept(T stream) throws IOException;
    }

    public ArchiveFile(Path path) {
        this.path = path;
    }

    public void write(Content<OutputStream> content) throws IOException {
        Path part = path.resolveSibling(path.getFileName() + ".part");
        try {
            write(part, content);
            flush(part);
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        flush(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    }

    private static void write(Path part, Content<OutputStream> content) throws IOException {
        try (OutputStream file = Files.newOutputStream(part);
                OutputStream compressed = new BufferedOutputStream(new GZIPOutputStream(file, BUFFER), BUFFER)) {
            content.accept(compressed);
        }
    }

    private static void flush(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Reads the file to its end.
     *
     * @param lines what the reader of the content expects
     */
    public HistoryArchived.File read(long lines, Content<InputStream> content) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream file = new DigestInputStream(Files.newInputStream(path), sha256);
                InputStream plain = new GZIPInputStream(file, BUFFER)) {
            content.accept(plain);
            file.transferTo(OutputStream.nullOutputStream());
        }
        return new HistoryArchived.File(
                path.getFileName().toString(), lines, HexFormat.of().formatHex(sha256.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
