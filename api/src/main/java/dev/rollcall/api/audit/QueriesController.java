package dev.rollcall.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.api.audit.AuditQueries.AuditQuery;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.input.CursorPage;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the recorded queries of auditors. */
@RestController
class QueriesController {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AuditQueryPage(
            List<AuditQuery> queries, @Nullable String next) {}

    private final AuditQueries queries;

    QueriesController(AuditQueries queries) {
        this.queries = queries;
    }

    @GetMapping(path = "/audit/queries", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "List the queries of auditors, including this one, newest first; for auditors")
    AuditQueryPage auditQueries(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) @Min(1) @Max(CursorPage.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        long before = Cursors.number(cursor, Long.MAX_VALUE);
        CursorPage<AuditQuery> page =
                CursorPage.read(limit, number -> queries.before(before, number), query -> Long.toString(query.id()));
        return new AuditQueryPage(page.entries(), page.next());
    }
}
