package dev.rollcall.api.audit;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.security.Caller;
import dev.rollcall.query.log.TransparencyLog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The events as the log has them, one a line. */
@RestController
class ExportController {

    static final String NDJSON = "application/x-ndjson";

    private static final Logger logger = LoggerFactory.getLogger(ExportController.class);

    private static final int PAGE = 500;

    private final TransparencyLog log;

    ExportController(TransparencyLog log) {
        this.log = log;
    }

    /** A page at a time, and no connection is held while the client reads. */
    @GetMapping(path = "/audit/export", produces = NDJSON)
    @Operation(summary = "The events from one index to before another, one a line")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = NDJSON, schema = @Schema(type = "string")))
    void export(
            @RequestParam(defaultValue = "0") @Min(0) long from,
            @RequestParam(required = false) @Nullable @Min(0) Long to,
            @AuthenticationPrincipal Caller auditor,
            HttpMethod method,
            HttpServletResponse response) {
        long size = log.head().size();
        long end = to == null ? size : to;
        if (end > size) {
            throw Problem.invalid("to", "must be at most " + size + ", the size of the log");
        }
        if (from > end) {
            throw Problem.invalid("from", "must be at most " + end);
        }
        response.setContentType(NDJSON);
        response.setHeader("X-Rollcall-Log-Size", Long.toString(size));
        response.setHeader("X-Rollcall-Lines", Long.toString(end - from));
        if (method != HttpMethod.HEAD) {
            write(from, end, response);
        }
    }

    /** What fails on the way breaks the connection: what is not whole does not look like it. */
    private void write(long from, long end, HttpServletResponse response) {
        try {
            OutputStream out = response.getOutputStream();
            for (long next = from; next < end; next += PAGE) {
                for (TransparencyLog.Line line : log.lines(next, Math.min(end, next + PAGE))) {
                    out.write(line.bytes());
                    out.write('\n');
                }
            }
            out.flush();
        } catch (IOException clientIsGone) {
            logger.info("The auditor did not wait for the whole export");
        }
    }
}
