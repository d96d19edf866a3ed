package dev.rollcall.api.pages.admin;

import dev.rollcall.api.operations.cleanup.BackgroundCleanup;
import dev.rollcall.api.operations.cleanup.CleanupProgress;
import dev.rollcall.api.pages.web.RequiresRecentPassword;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.access.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Runs the clean-up for administrators, and shows the progress. */
@Controller
@RequestMapping(CleanupPageController.PATH)
class CleanupPageController {

    static final String PATH = "/admin/page/cleanup";

    private final BackgroundCleanup cleanup;
    private final CleanupProgress progress;

    CleanupPageController(BackgroundCleanup cleanup, CleanupProgress progress) {
        this.cleanup = cleanup;
        this.progress = progress;
    }

    /** Shows the clean-up that began last, whoever began it, on any node. */
    @GetMapping
    ModelAndView show() {
        return new ModelAndView("admin/cleanup")
                .addObject("run", progress.find().orElse(null));
    }

    @PostMapping
    @RequiresRecentPassword
    ModelAndView cleanUp(
            @RequestParam(defaultValue = "false") boolean dryRun, @AuthenticationPrincipal Caller administrator) {
        cleanup.start(administrator, dryRun);
        return SeeOther.at(PATH);
    }
}
