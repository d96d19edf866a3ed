package dev.rollcall.eventstore.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates files and directories that only the user of this process can access, if the file system supports permissions.
 */
public final class SecretFile {

    private static final Logger log = LoggerFactory.getLogger(SecretFile.class);

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private SecretFile() {}

    /**
     * Returns the content of the file without surrounding white space. Creates the file first if it does not exist; if
     * several processes do so at once, one of them wins.
     */
    public static String readOrCreate(Path file, Supplier<String> content) throws IOException {
        if (Files.notExists(file)) {
            create(file, content.get());
        }
        restrict(file, FILE);
        return Files.readString(file).strip();
    }

    static void createDirectory(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            Files.createDirectories(directory);
            restrictDirectory(directory);
        }
    }

    static void restrictDirectory(Path directory) throws IOException {
        restrict(directory, DIRECTORY);
    }

    /** Replaces the content of the file atomically. */
    public static void replace(Path file, String content) throws IOException {
        Path temporary = write(file, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        flush(directoryOf(file));
    }

    /** Creates the file atomically and durably: it never exists under its name with only part of its content. */
    private static void create(Path file, String content) throws IOException {
        Path temporary = write(file, content);
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException anotherWasFirst) {
            log.debug("Another process created {} first", file);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
        flush(directoryOf(file));
    }

    /** Java creates temporary files with permissions for their owner only. */
    private static Path write(Path file, String content) throws IOException {
        Path temporary = Files.createTempFile(directoryOf(file), "." + file.getFileName(), ".tmp");
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return temporary;
    }

    /** Makes the name of a file as durable as its content. */
    private static void flush(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notOnThisPlatform) {
            log.debug("Cannot flush {}", directory, notOnThisPlatform);
        }
    }

    private static Path directoryOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file must be in a directory");
    }

    private static void restrict(Path path, Set<PosixFilePermission> wanted) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null || wanted.containsAll(view.readAttributes().permissions())) {
            return;
        }
        try {
            view.setPermissions(wanted);
        } catch (FileSystemException notOurs) {
            log.warn("Others may read {}, and its permissions cannot be changed: {}", path, notOurs.getMessage());
        }
    }
}
