package dev.rollcall.eventstore.continuity;

import dev.rollcall.eventstore.postgres.SecretFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Keeps what this node has seen across restarts, if {@code rollcall.history.seen-file} is set. */
@Component
@EnableConfigurationProperties(HistoryProperties.class)
class SeenHistoryFile {

    private static final Logger log = LoggerFactory.getLogger(SeenHistoryFile.class);

    private final @Nullable Path file;
    private Properties written = new Properties();
    private boolean failed;

    SeenHistoryFile(HistoryProperties properties) {
        this.file = properties.seenFile();
    }

    /**
     * Returns what was written last; empty if there is no file.
     *
     * @throws UncheckedIOException if it cannot be read: a node that cannot tell what it has seen must not start
     */
    Optional<Properties> read() {
        if (file == null || Files.notExists(file)) {
            return Optional.empty();
        }
        Properties read = new Properties();
        try {
            read.load(new StringReader(Files.readString(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("rollcall.history.seen-file cannot be read", unreadable);
        }
        return Optional.of(read);
    }

    /** Replaces the file if something else is known now. A failure is logged once. */
    void write(Properties seen) {
        if (file == null || seen.isEmpty() || seen.equals(written)) {
            return;
        }
        try {
            StringWriter content = new StringWriter();
            seen.store(
                    content, "What this node of Rollcall has seen last. Without this file, it may miss lost events.");
            SecretFile.replace(file, content.toString());
            written = seen;
            failed = false;
        } catch (IOException failure) {
            if (!failed) {
                log.error("Cannot write {} (rollcall.history.seen-file): {}", file, failure.toString());
            }
            failed = true;
        }
    }
}
