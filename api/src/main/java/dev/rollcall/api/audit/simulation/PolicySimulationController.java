package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.audit.AuditProperties;
import dev.rollcall.api.audit.AuditQueries;
import dev.rollcall.api.audit.Rfc3339;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.event.WhenFull;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Simulates what another policy would have done. */
@RestController
class PolicySimulationController {

    private static final Logger log = LoggerFactory.getLogger(PolicySimulationController.class);

    private static final String PATH = "/audit/what-if";

    private static final int LISTED_USERS = 10;

    /** A timeout that is left out is as it was recorded; without {@code maxStartsPerHour}, starts are not limited. */
    record PolicyRequest(
            @Nullable Integer maxSessions,
            @Nullable WhenFull whenFull,
            @Nullable Duration idleTimeout,
            @Nullable Duration absoluteTimeout,
            @Nullable Integer maxStartsPerHour) {

        SimulatedPolicy toPolicy() {
            if (maxSessions == null) {
                throw Problem.invalid("maxSessions", "is required");
            }
            if (whenFull == null) {
                throw Problem.invalid("whenFull", "is required");
            }
            return new SimulatedPolicy(maxSessions, whenFull, idleTimeout, absoluteTimeout, maxStartsPerHour);
        }
    }

    record WhatIfRequest(
            @NotNull String from,
            @NotNull String to,
            @NotNull PolicyRequest policy) {}

    private final PolicySimulation simulation;
    private final AuditQueries queries;
    private final JsonMapper json;
    private final Clock clock;
    private final Duration timeLimit;

    PolicySimulationController(
            PolicySimulation simulation, AuditQueries queries, JsonMapper json, Clock clock, AuditProperties settings) {
        this.simulation = simulation;
        this.queries = queries;
        this.json = json;
        this.clock = clock;
        this.timeLimit = settings.whatIfTimeLimit();
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Simulate how many sessions another policy would have evicted or refused; for auditors")
    @ProblemResponses({ProblemCode.HISTORY_ARCHIVED, ProblemCode.WHAT_IF_IN_PROGRESS, ProblemCode.WHAT_IF_TIMED_OUT})
    @Nullable
    SimulationReport whatIf(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody WhatIfRequest request,
            HttpServletResponse response) {
        queries.record(caller.userId(), PATH, json.writeValueAsString(request));
        SimulationRequest simulated = new SimulationRequest(
                Rfc3339.parse("from", request.from()),
                Rfc3339.parse("to", request.to()),
                request.policy().toPolicy());
        simulated.requireValid(clock.instant());
        try {
            return simulation.run(simulated, LISTED_USERS, new WaitingClient(response, timeLimit, System::nanoTime));
        } catch (UncheckedIOException clientIsGone) {
            log.info("The client closed the connection before the policy simulation was done");
            return null;
        }
    }
}
