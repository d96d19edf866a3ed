package dev.rollcall.api.pages.admin;

import dev.rollcall.api.operations.cleanup.LastCleanup;
import dev.rollcall.api.operations.rebuild.Projections;
import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.tokens.keys.SigningKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The start page of administrators: the state of the service and what they can do about it. */
@Controller
class AdminPageController {

    private final Projections projections;
    private final LastCleanup cleanup;
    private final SigningKeys keys;
    private final FlashMessages notices;

    AdminPageController(Projections projections, LastCleanup cleanup, SigningKeys keys, FlashMessages notices) {
        this.projections = projections;
        this.cleanup = cleanup;
        this.keys = keys;
        this.notices = notices;
    }

    @GetMapping("/admin")
    ModelAndView overview(HttpServletRequest request, HttpServletResponse response) {
        ModelAndView page = new ModelAndView("admin/overview")
                .addObject("projections", projections.list())
                .addObject("lastCleanup", cleanup.find().orElse(null))
                .addObject("keys", keys.list());
        notices.take(request, response).ifPresent(notice -> page.addObject("notice", notice));
        return page;
    }
}
