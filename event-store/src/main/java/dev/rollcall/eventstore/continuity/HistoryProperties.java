package dev.rollcall.eventstore.continuity;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a node remembers of the history: {@code rollcall.history.*}.
 *
 * @param seenFile File in which the node notes every second which event and which signed checkpoint it has seen last, so
 *     that it notices lost events also after a restart. Its directory must exist and be writable. Each node needs a file
 *     of its own. See docs/run.md.
 */
@ConfigurationProperties("rollcall.history")
record HistoryProperties(@Nullable Path seenFile) {}
