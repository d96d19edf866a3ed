package dev.rollcall.api.pages.login;

import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSessions;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The page on which people choose the device that is signed out, so that they can sign in. */
@Component
class ReplacePage {

    /** More than a limit that refuses is likely to be; the newest of them are shown. */
    private static final int MOST = 200;

    private final LiveSessions sessions;

    ReplacePage(LiveSessions sessions) {
        this.sessions = sessions;
    }

    ModelAndView of(UserId user, String to, HttpStatusCode status) {
        ModelAndView page =
                new ModelAndView("login/replace", Map.of("devices", sessions.ofUser(user, null, MOST), "to", to));
        page.setStatus(status);
        return page;
    }
}
