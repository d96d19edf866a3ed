package dev.rollcall.eventstore.continuity;

import dev.rollcall.eventstore.postgres.SecretFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Consumer;
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
     * Passes on what was written last, if there is a file.
     *
     * @param reader throws IllegalArgumentException if that was not written by a node
     * @throws UnusableSeenFile if it cannot be read: a node that cannot tell what it has seen must not start
     */
    void read(Consumer<Properties> reader) {
        if (file == null || Files.notExists(file)) {
            return;
        }
        Properties read = new Properties();
        try {
            read.load(new StringReader(Files.readString(file)));
            reader.accept(read);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UnusableSeenFile(file, unreadable);
        }
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
