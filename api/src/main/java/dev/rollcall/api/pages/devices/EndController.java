package dev.rollcall.api.pages.devices;

import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.OtherSessions;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.PagePaths;
import dev.rollcall.query.livesessions.LiveSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Signs out another device, after the user has confirmed which one. */
@Controller
@RequestMapping("/sessions/{sessionId}/end")
class EndController {

    private final OtherSessions others;
    private final SessionEnds ends;
    private final FlashMessages notices;

    EndController(OtherSessions others, SessionEnds ends, FlashMessages notices) {
        this.others = others;
        this.ends = ends;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView confirm(@PathVariable String sessionId, @AuthenticationPrincipal Caller caller) {
        return new ModelAndView("sessions/end", "device", others.require(caller.userId(), sessionId, caller));
    }

    @PostMapping
    ModelAndView end(
            @PathVariable String sessionId,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        LiveSession device = others.require(caller.userId(), sessionId, caller);
        ends.one(caller.userId(), sessionId, caller);
        notices.add(request, response, new Notice("ended", device.device().label()));
        return SeeOther.at(PagePaths.HOME);
    }
}
