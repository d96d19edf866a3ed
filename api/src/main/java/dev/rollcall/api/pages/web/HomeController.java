package dev.rollcall.api.pages.web;

import dev.rollcall.api.web.PagePaths;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Redirects {@code /} to the start page. */
@Controller
class HomeController {

    @GetMapping("/")
    ModelAndView home() {
        return SeeOther.at(PagePaths.HOME);
    }
}
