package dev.rollcall.api.pages.devices;

import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.sessions.SessionPage;
import dev.rollcall.api.sessions.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows users their devices. */
@Controller
@RequestMapping("/sessions")
class DevicesController {

    private final DevicesPage devices;
    private final FlashMessages notices;

    DevicesController(DevicesPage devices, FlashMessages notices) {
        this.devices = devices;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView devices(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        ModelAndView page = new ModelAndView("sessions/devices", devices.model(caller, SessionPage.parse(cursor)));
        notices.consume(request, response).ifPresent(notice -> page.addObject("notice", notice));
        return page;
    }

    /** The part of the page that refreshes by itself. */
    @GetMapping("/list")
    ModelAndView list(@AuthenticationPrincipal Caller caller, @RequestParam(required = false) @Nullable String cursor) {
        return new ModelAndView("sessions/list", devices.model(caller, SessionPage.parse(cursor)));
    }
}
