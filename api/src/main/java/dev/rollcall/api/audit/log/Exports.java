package dev.rollcall.api.audit.log;

import dev.rollcall.api.audit.ArchivedHistory;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.eventstore.BackgroundPace;
import dev.rollcall.eventstore.standby.StandbyReads;
import dev.rollcall.query.log.TransparencyLog;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/** Sends the logged events, one per line. Reads them in pages, and holds no database connection while it sends. */
@Component
public class Exports {

    static final String NDJSON = "application/x-ndjson";

    private static final Logger logger = LoggerFactory.getLogger(Exports.class);

    private static final int PAGE = 500;

    private final TransparencyLog log;
    private final ArchivedHistory archived;
    private final StandbyReads standby;
    private final BackgroundPace pace;

    Exports(TransparencyLog log, ArchivedHistory archived, StandbyReads standby, BackgroundPace pace) {
        this.log = log;
        this.archived = archived;
        this.standby = standby;
        this.pace = pace;
    }

    /**
     * @param to the index after the last event, or null for all events
     * @throws Problem {@code INVALID_REQUEST} or {@code HISTORY_ARCHIVED} before anything is sent
     */
    public void send(long from, @Nullable Long to, HttpMethod method, HttpServletResponse response) {
        long size = log.head().size();
        long end = to == null ? size : to;
        if (end > size) {
            throw Problem.invalid("to", "must be at most " + size + ", the size of the log");
        }
        if (from > end) {
            throw Problem.invalid("from", "must be at most " + end);
        }
        if (from < end) {
            archived.requireLine(from);
        }
        response.setContentType(NDJSON);
        response.setHeader("X-Rollcall-Log-Size", Long.toString(size));
        response.setHeader("X-Rollcall-Lines", Long.toString(end - from));
        if (method != HttpMethod.HEAD) {
            write(from, end, response);
        }
    }

    /**
     * A failure on the way, also an archive, breaks the connection, so that an incomplete export does not look
     * complete.
     */
    private void write(long from, long end, HttpServletResponse response) {
        try {
            OutputStream out = response.getOutputStream();
            for (long next = from; next < end; next += PAGE) {
                long begin = pace.begin();
                long first = next;
                long last = Math.min(end, first + PAGE);
                List<TransparencyLog.Line> lines = standby.read(askedAt -> log.lines(first, last));
                if (lines.size() < last - first) {
                    archived.requireLine(first);
                }
                for (TransparencyLog.Line line : lines) {
                    out.write(line.bytes());
                    out.write('\n');
                }
                pace.restSince(begin);
            }
            out.flush();
        } catch (IOException clientIsGone) {
            logger.info("The client closed the connection before the export was complete");
        }
    }
}
