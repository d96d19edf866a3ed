package dev.rollcall.api.pages.login;

import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSessions;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The page on which users choose a device to sign out, so that they can log in. */
@Component
class ReplacePage {

    /** More than any limit is likely to be; only the newest devices are shown. */
    private static final int MAX_DEVICES = 200;

    private final LiveSessions sessions;

    ReplacePage(LiveSessions sessions) {
        this.sessions = sessions;
    }

    ModelAndView of(UserId user, String to, HttpStatusCode status) {
        ModelAndView page = new ModelAndView(
                "login/replace", Map.of("devices", sessions.ofUser(user, null, MAX_DEVICES), "to", to));
        page.setStatus(status);
        return page;
    }
}
