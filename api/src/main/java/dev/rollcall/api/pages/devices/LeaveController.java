package dev.rollcall.api.pages.devices;

import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.RequiresRecentPassword;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.PagePaths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Signs out here, on all other devices, or everywhere. The cookie still names the ended session, so that the login page
 * can say why it ended.
 */
@Controller
@RequestMapping("/sessions")
class LeaveController {

    private static final String LOGIN = "/login";

    private final SessionEnds ends;
    private final FlashMessages notices;

    LeaveController(SessionEnds ends, FlashMessages notices) {
        this.ends = ends;
        this.notices = notices;
    }

    @PostMapping("/leave")
    ModelAndView leave(@AuthenticationPrincipal Caller caller) {
        ends.current(caller);
        return SeeOther.at(LOGIN);
    }

    @GetMapping("/end-others")
    ModelAndView confirmOthers() {
        return confirm("end-others");
    }

    @PostMapping("/end-others")
    @RequiresRecentPassword
    ModelAndView others(
            @AuthenticationPrincipal Caller caller, HttpServletRequest request, HttpServletResponse response) {
        int ended = ends.others(caller).sessionIds().size();
        String code = ended == 0 ? "ended-none" : ended == 1 ? "ended-one" : "ended-several";
        notices.add(request, response, new Notice(code, Integer.toString(ended)));
        return SeeOther.at(PagePaths.HOME);
    }

    @GetMapping("/end-everywhere")
    ModelAndView confirmEverywhere() {
        return confirm("end-everywhere");
    }

    @PostMapping("/end-everywhere")
    @RequiresRecentPassword
    ModelAndView everywhere(@AuthenticationPrincipal Caller caller) {
        ends.all(caller.userId(), caller, null);
        return SeeOther.at(LOGIN);
    }

    /** @param which names the action and the texts {@code page.<which>.*} */
    private static ModelAndView confirm(String which) {
        return new ModelAndView("sessions/end-all", "which", which);
    }
}
