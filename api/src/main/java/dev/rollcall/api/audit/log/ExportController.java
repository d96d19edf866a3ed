package dev.rollcall.api.audit.log;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the logged events, one per line. */
@RestController
class ExportController {

    private final Exports exports;

    ExportController(Exports exports) {
        this.exports = exports;
    }

    @GetMapping(path = "/audit/export", produces = Exports.NDJSON)
    @Operation(summary = "Export the logged events from one index up to another, exclusive, one per line")
    @ProblemResponses({ProblemCode.FORBIDDEN, ProblemCode.HISTORY_ARCHIVED})
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = Exports.NDJSON, schema = @Schema(type = "string")))
    void export(
            @RequestParam(defaultValue = "0") @Min(0) long from,
            @RequestParam(required = false) @Nullable @Min(0) Long to,
            @AuthenticationPrincipal Caller auditor,
            HttpMethod method,
            HttpServletResponse response) {
        exports.send(from, to, method, response);
    }
}
