package dev.rollcall.api.operations.cleanup;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs the clean-up on demand, and serves the result of the last one. */
@RestController
@RequestMapping(path = "/admin/cleanup", produces = MediaType.APPLICATION_JSON_VALUE)
class CleanupController {

    private final Cleanup cleanup;
    private final LastCleanup last;

    CleanupController(Cleanup cleanup, LastCleanup last) {
        this.cleanup = cleanup;
        this.last = last;
    }

    @PostMapping
    @Operation(
            summary = "Clean up all sessions now",
            description =
                    "Ends sessions that are past their timeouts, makes the list of live sessions and the events agree,"
                            + " and deletes what is no longer needed. Answers when it is done. With `dryRun=true`"
                            + " it answers what it would do, but does nothing.")
    @ProblemResponses(ProblemCode.SWEEP_IN_PROGRESS)
    CleanupReport cleanUp(
            @RequestParam(defaultValue = "false") boolean dryRun, @AuthenticationPrincipal Caller administrator) {
        return cleanup.runFor(administrator, dryRun);
    }

    @GetMapping
    @Operation(summary = "Get the result of the last completed clean-up, not counting dry runs")
    @ProblemResponses(ProblemCode.NOT_FOUND)
    FinishedCleanup lastCleanup(@AuthenticationPrincipal Caller administrator) {
        return last.find()
                .map(FinishedCleanup::of)
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There was no clean-up yet."));
    }
}
