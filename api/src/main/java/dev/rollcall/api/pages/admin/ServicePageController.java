package dev.rollcall.api.pages.admin;

import dev.rollcall.api.operations.overview.ServiceOverview;
import dev.rollcall.api.pages.picture.LiveCurves;
import dev.rollcall.api.pages.picture.Span;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Shows administrators how the service is doing; the page updates itself. */
@Controller
class ServicePageController {

    private final ServiceOverview overview;
    private final LiveCurves curves;
    private final Clock clock;

    ServicePageController(ServiceOverview overview, LiveCurves curves, Clock clock) {
        this.overview = overview;
        this.curves = curves;
        this.clock = clock;
    }

    @GetMapping("/admin/page/service")
    ModelAndView service() {
        return new ModelAndView("admin/service")
                .addObject("service", overview.read())
                .addObject("live", curves.draw(Span.DAY, null))
                .addObject("now", clock.instant());
    }
}
