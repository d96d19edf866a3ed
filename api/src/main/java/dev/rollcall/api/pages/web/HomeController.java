package dev.rollcall.api.page;

import dev.rollcall.api.security.PagePaths;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where everybody begins. */
@Controller
class HomeController {

    @GetMapping("/")
    ModelAndView home() {
        return SeeOther.at(PagePaths.HOME);
    }
}
