package dev.rollcall.api.pages.devices;

import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.OtherSessions;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.SessionPage;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.PagePaths;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.LiveSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Signs out another device, after the user has confirmed which one. */
@Controller
@RequestMapping("/sessions/{sessionId}/end")
class EndController {

    private static final String BY_SCRIPT = "HX-Request";

    private final OtherSessions others;
    private final SessionEnds ends;
    private final FlashMessages notices;
    private final DevicesPage devices;

    EndController(OtherSessions others, SessionEnds ends, FlashMessages notices, DevicesPage devices) {
        this.others = others;
        this.ends = ends;
        this.notices = notices;
        this.devices = devices;
    }

    @GetMapping
    ModelAndView confirm(@PathVariable String sessionId, @AuthenticationPrincipal Caller caller) {
        return new ModelAndView("sessions/end", "device", others.require(caller.userId(), sessionId, caller));
    }

    /** @param cursor of the page of the list that the browser returns to; null for the first */
    @PostMapping
    ModelAndView end(
            @PathVariable String sessionId,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        SessionId olderThan = SessionPage.parse(cursor);
        Notice notice = end(sessionId, caller);
        notices.add(request, response, notice);
        return SeeOther.at(PagePaths.HOME + (olderThan == null ? "" : "?cursor=" + olderThan));
    }

    /**
     * Answers with the new list, for a script that shows it in place.
     *
     * @param cursor of the page of the list that the browser shows; null for the first
     */
    @PostMapping(headers = BY_SCRIPT)
    ModelAndView endInPlace(
            @PathVariable String sessionId,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Caller caller) {
        SessionId olderThan = SessionPage.parse(cursor);
        Notice notice = end(sessionId, caller);
        return new ModelAndView("sessions/list", devices.model(caller, olderThan)).addObject("notice", notice);
    }

    private Notice end(String sessionId, Caller caller) {
        LiveSession device = others.require(caller.userId(), sessionId, caller);
        ends.one(caller.userId(), sessionId, caller);
        return new Notice("ended", device.device().label());
    }
}
