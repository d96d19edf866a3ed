package dev.rollcall.api.pages.admin;

import dev.rollcall.api.operations.cleanup.Cleanup;
import dev.rollcall.api.operations.cleanup.CleanupReport;
import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.RequiresRecentPassword;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Runs the clean-up for administrators. */
@Controller
class CleanupPageController {

    private final Cleanup cleanup;
    private final FlashMessages notices;

    CleanupPageController(Cleanup cleanup, FlashMessages notices) {
        this.cleanup = cleanup;
        this.notices = notices;
    }

    /** A dry run stores nothing that another page could show, so it has its own page. */
    @PostMapping("/admin/page/cleanup")
    @RequiresRecentPassword
    ModelAndView cleanUp(
            @RequestParam(defaultValue = "false") boolean dryRun,
            @AuthenticationPrincipal Caller administrator,
            HttpServletRequest request,
            HttpServletResponse response) {
        CleanupReport report = cleanup.runFor(administrator, dryRun);
        if (dryRun) {
            return new ModelAndView("admin/dry-run", "report", report);
        }
        notices.add(request, response, new Notice("cleaned-up", ""));
        return SeeOther.at("/admin");
    }
}
