package dev.rollcall.api.sessions.stream;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** How many streams a node has room for: as set, or else as many as fit into a quarter of its heap, at most 10,000. */
@Component
class StreamRoom {

    private static final Logger log = LoggerFactory.getLogger(StreamRoom.class);

    static final int MOST_BY_DEFAULT = 10_000;

    /** Measured by bench/streams, with a margin for clients that do not take everything at once. */
    static final int PLAIN_BYTES = 16 * 1024;

    /** With TLS, a connection has four buffers of 16 kB; with HTTP/2 or compression, a stream keeps its request. */
    static final int FULL_BYTES = 128 * 1024;

    private static final int SHARE_OF_HEAP = 4;

    private final int streams;

    @Autowired
    StreamRoom(LiveProperties settings, ServerProperties server) {
        this(settings, isPlain(server), Runtime.getRuntime().maxMemory());
        log.info("Up to {} streams of session events may be open on this node", streams);
    }

    /** @param heap the maximum size of the heap in bytes */
    StreamRoom(LiveProperties settings, boolean plain, long heap) {
        long fitting = heap / SHARE_OF_HEAP / (plain ? PLAIN_BYTES : FULL_BYTES);
        Integer configured = settings.maxStreams();
        this.streams = configured == null ? (int) Math.min(MOST_BY_DEFAULT, fitting) : configured;
        if (streams > fitting) {
            log.warn(
                    "rollcall.live.max-streams={} may take more than a quarter of the heap, which is enough for {}",
                    streams,
                    fitting);
        }
    }

    int streams() {
        return streams;
    }

    private static boolean isPlain(ServerProperties server) {
        boolean compressed = server.getCompression().getEnabled()
                && List.of(server.getCompression().getMimeTypes()).contains(MediaType.TEXT_EVENT_STREAM_VALUE);
        return !Ssl.isEnabled(server.getSsl()) && !server.getHttp2().isEnabled() && !compressed;
    }
}
