package dev.rollcall.api.adminpage;

import dev.rollcall.api.page.Notices;
import dev.rollcall.api.projections.Projections;
import dev.rollcall.api.security.SigningKeys;
import dev.rollcall.api.sweep.LastSweep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where administrators begin: how the service is, and what can be done about it. */
@Controller
class AdminPageController {

    private final Projections projections;
    private final LastSweep sweep;
    private final SigningKeys keys;
    private final Notices notices;

    AdminPageController(Projections projections, LastSweep sweep, SigningKeys keys, Notices notices) {
        this.projections = projections;
        this.sweep = sweep;
        this.keys = keys;
        this.notices = notices;
    }

    @GetMapping("/admin")
    ModelAndView overview(HttpServletRequest request, HttpServletResponse response) {
        ModelAndView page = new ModelAndView("admin/overview")
                .addObject("projections", projections.list())
                .addObject("sweep", sweep.find().orElse(null))
                .addObject("keys", keys.list());
        notices.take(request, response).ifPresent(notice -> page.addObject("notice", notice));
        return page;
    }
}
