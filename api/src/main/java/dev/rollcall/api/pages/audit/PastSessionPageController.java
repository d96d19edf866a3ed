package dev.rollcall.api.pages.audit;

import dev.rollcall.api.audit.HistoryCatchUp;
import dev.rollcall.api.audit.HistoryFreshness;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows auditors the whole history of a session. */
@Controller
class PastSessionPageController {

    private final SessionHistory sessions;
    private final HistoryCatchUp catchUp;

    PastSessionPageController(SessionHistory sessions, HistoryCatchUp catchUp) {
        this.sessions = sessions;
        this.catchUp = catchUp;
    }

    @GetMapping("/audit/page/session")
    ModelAndView pastSession(@RequestParam String id) {
        HistoryFreshness history = catchUp.await();
        PastSession session = SessionId.parse(id)
                .flatMap(sessions::find)
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "Check the session id."));
        return new ModelAndView("audit/session", Map.of("past", session, "history", history));
    }
}
