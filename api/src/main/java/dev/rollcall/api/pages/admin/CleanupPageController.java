package dev.rollcall.api.adminpage;

import dev.rollcall.api.page.AsksPasswordAgain;
import dev.rollcall.api.page.Notices;
import dev.rollcall.api.page.Notices.Notice;
import dev.rollcall.api.page.SeeOther;
import dev.rollcall.api.security.Caller;
import dev.rollcall.api.sweep.Sweep;
import dev.rollcall.api.sweep.SweepReport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Sweeping now. */
@Controller
class SweepPageController {

    private final Sweep sweep;
    private final Notices notices;

    SweepPageController(Sweep sweep, Notices notices) {
        this.sweep = sweep;
        this.notices = notices;
    }

    /** A dry run leaves nothing behind that another page could show. */
    @PostMapping("/admin/page/sweep")
    @AsksPasswordAgain
    ModelAndView sweep(
            @RequestParam(defaultValue = "false") boolean dryRun,
            @AuthenticationPrincipal Caller administrator,
            HttpServletRequest request,
            HttpServletResponse response) {
        SweepReport report = sweep.runFor(administrator, dryRun);
        if (dryRun) {
            return new ModelAndView("admin/dry-run", "report", report);
        }
        notices.give(request, response, new Notice("swept", ""));
        return SeeOther.at("/admin");
    }
}
