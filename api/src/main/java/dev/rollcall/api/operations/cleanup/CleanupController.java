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

/** The sweep on demand, and how the last one went. */
@RestController
@RequestMapping(path = "/admin/cleanup", produces = MediaType.APPLICATION_JSON_VALUE)
class CleanupController {

    private final Cleanup sweep;
    private final LastCleanup last;

    CleanupController(Cleanup sweep, LastCleanup last) {
        this.sweep = sweep;
        this.last = last;
    }

    @PostMapping
    @Operation(
            summary = "Sweep all sessions now",
            description =
                    "Ends sessions that are past their time, makes the list of live sessions and the events agree,"
                            + " and deletes what nobody needs any more. Answers when it is done. With `dryRun=true`"
                            + " it answers what it would do, and does nothing.")
    @ProblemResponses(ProblemCode.SWEEP_IN_PROGRESS)
    CleanupReport sweep(
            @RequestParam(defaultValue = "false") boolean dryRun, @AuthenticationPrincipal Caller administrator) {
        return sweep.runFor(administrator, dryRun);
    }

    @GetMapping
    @Operation(summary = "How the last sweep went that came to its end, dry runs left out")
    @ProblemResponses(ProblemCode.NOT_FOUND)
    FinishedCleanup lastSweep(@AuthenticationPrincipal Caller administrator) {
        return last.find()
                .map(FinishedCleanup::of)
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There was no sweep yet."));
    }
}
