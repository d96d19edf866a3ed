package dev.rollcall.api.audit;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.security.Caller;
import dev.rollcall.event.WhenFull;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What another policy would have done. */
@RestController
class WhatIfController {

    private static final String PATH = "/audit/what-if";

    /** What is left out is as it was recorded: timeouts, and that nobody was refused for too many starts. */
    record PolicyRequest(
            @Nullable Integer maxSessions,
            @Nullable WhenFull whenFull,
            @Nullable Duration idleTimeout,
            @Nullable Duration absoluteTimeout,
            @Nullable Integer maxStartsPerHour) {

        TriedPolicy toPolicy() {
            if (maxSessions == null) {
                throw Problem.invalid("maxSessions", "is required");
            }
            if (whenFull == null) {
                throw Problem.invalid("whenFull", "is required");
            }
            return new TriedPolicy(maxSessions, whenFull, idleTimeout, absoluteTimeout, maxStartsPerHour);
        }
    }

    record WhatIfRequest(
            @NotNull String from,
            @NotNull String to,
            @NotNull PolicyRequest policy) {}

    private final WhatIf whatIf;
    private final AuditQueries queries;
    private final JsonMapper json;
    private final Clock clock;

    WhatIfController(WhatIf whatIf, AuditQueries queries, JsonMapper json, Clock clock) {
        this.whatIf = whatIf;
        this.queries = queries;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "How many sessions another policy would have evicted or refused in a period; for auditors")
    WhatIfReport whatIf(@AuthenticationPrincipal Caller caller, @Valid @RequestBody WhatIfRequest request) {
        queries.note(caller.userId(), PATH, json.writeValueAsString(request));
        Instant from = Moments.parse("from", request.from());
        Instant to = Moments.parse("to", request.to());
        if (!from.isBefore(to)) {
            throw Problem.invalid("to", "must be later than from");
        }
        if (to.isAfter(clock.instant())) {
            throw Problem.invalid("to", "must not be in the future");
        }
        TriedPolicy policy = request.policy().toPolicy();
        policy.toSettings();
        return whatIf.run(policy, from, to);
    }
}
