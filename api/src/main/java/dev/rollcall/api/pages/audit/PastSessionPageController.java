package dev.rollcall.api.auditpage;

import dev.rollcall.api.audit.FreshHistory;
import dev.rollcall.api.audit.HistoryState;
import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A session's whole life, for auditors. */
@Controller
class PastSessionPageController {

    private final SessionHistory sessions;
    private final FreshHistory fresh;

    PastSessionPageController(SessionHistory sessions, FreshHistory fresh) {
        this.sessions = sessions;
        this.fresh = fresh;
    }

    @GetMapping("/audit/page/session")
    ModelAndView pastSession(@RequestParam String id) {
        HistoryState history = fresh.await();
        PastSession session = SessionId.parse(id)
                .flatMap(sessions::find)
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "Check the session id."));
        return new ModelAndView("audit/session", Map.of("past", session, "history", history));
    }
}
