package dev.rollcall.api.pages.web;

import dev.rollcall.api.accounts.DemoMode;
import dev.rollcall.api.accounts.DemoUser;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.PagePaths;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Redirects {@code /} to the start page; where there are demo users, shows whoever is not signed in what to try. */
@Controller
class HomeController {

    private final DemoMode demo;

    HomeController(DemoMode demo) {
        this.demo = demo;
    }

    @GetMapping("/")
    ModelAndView home(@AuthenticationPrincipal @Nullable Caller caller) {
        if (caller != null || !demo.isOn()) {
            return SeeOther.at(PagePaths.HOME);
        }
        String here = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        return new ModelAndView("landing").addObject("users", DemoUser.ALL).addObject("steps", LandingSteps.at(here));
    }
}
