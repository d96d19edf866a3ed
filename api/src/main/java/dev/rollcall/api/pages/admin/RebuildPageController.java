package dev.rollcall.api.pages.admin;

import dev.rollcall.api.operations.rebuild.ProjectionView;
import dev.rollcall.api.operations.rebuild.Projections;
import dev.rollcall.api.operations.rebuild.RebuildView;
import dev.rollcall.api.operations.rebuild.Rebuilds;
import dev.rollcall.api.pages.web.RequiresRecentPassword;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Rebuilds a read model, and shows the progress. */
@Controller
@RequestMapping("/admin/page/rebuild")
class RebuildPageController {

    private final Projections projections;
    private final Rebuilds rebuilds;

    RebuildPageController(Projections projections, Rebuilds rebuilds) {
        this.projections = projections;
        this.rebuilds = rebuilds;
    }

    @GetMapping
    ModelAndView confirm(@RequestParam String projection) {
        ProjectionView model = projections.list().stream()
                .filter(view -> view.name().equals(projection))
                .findFirst()
                .orElseThrow(() -> new Problem(ProblemCode.PROJECTION_NOT_FOUND, "See /admin."));
        return new ModelAndView("admin/rebuild", "projection", model);
    }

    @PostMapping
    @RequiresRecentPassword
    ModelAndView start(
            @RequestParam String projection,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @AuthenticationPrincipal Caller administrator) {
        RebuildView rebuild =
                rebuilds.start(projection, dryRun, administrator.userId().value());
        return SeeOther.at("/admin/page/rebuild/progress?projection=" + rebuild.projection() + "&id=" + rebuild.id());
    }

    @GetMapping("/progress")
    ModelAndView progress(@RequestParam String projection, @RequestParam String id) {
        RebuildView rebuild = rebuilds.find(projection, id);
        return new ModelAndView("admin/progress", "rebuild", rebuild)
                .addObject("running", rebuild.state() == RebuildView.State.RUNNING);
    }
}
