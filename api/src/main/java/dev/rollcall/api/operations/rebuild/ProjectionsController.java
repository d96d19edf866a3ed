package dev.rollcall.api.operations.rebuild;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists the read models and rebuilds them from the events. */
@RestController
@RequestMapping(path = "/admin/projections", produces = MediaType.APPLICATION_JSON_VALUE)
class ProjectionsController {

    record ProjectionList(List<ProjectionView> projections) {}

    private final Projections projections;
    private final Rebuilds rebuilds;

    ProjectionsController(Projections projections, Rebuilds rebuilds) {
        this.projections = projections;
        this.rebuilds = rebuilds;
    }

    @GetMapping
    @Operation(summary = "List the read models, how far behind the events they are, and their last rebuilds")
    ProjectionList projections(@AuthenticationPrincipal Caller administrator) {
        return new ProjectionList(projections.list());
    }

    @PostMapping("/{name}/rebuilds")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Rebuild a read model from the events beside the current one, compare the two, and swap them",
            description = "With `dry-run=true`, the two are only compared.")
    @ProblemResponses({ProblemCode.PROJECTION_NOT_FOUND, ProblemCode.REBUILD_IN_PROGRESS})
    ResponseEntity<RebuildView> rebuild(
            @AuthenticationPrincipal Caller administrator,
            @PathVariable String name,
            @RequestParam(name = "dry-run", defaultValue = "false") boolean dryRun) {
        RebuildView rebuild =
                rebuilds.start(name, dryRun, administrator.userId().value());
        return ResponseEntity.accepted()
                .location(URI.create("/admin/projections/" + rebuild.projection() + "/rebuilds/" + rebuild.id()))
                .body(rebuild);
    }

    @GetMapping("/{name}/rebuilds/{id}")
    @Operation(summary = "Get the progress of a rebuild, or its result")
    @ProblemResponses({ProblemCode.PROJECTION_NOT_FOUND, ProblemCode.REBUILD_NOT_FOUND})
    RebuildView progress(
            @AuthenticationPrincipal Caller administrator, @PathVariable String name, @PathVariable String id) {
        return rebuilds.find(name, id);
    }
}
