package dev.rollcall.api.pages.audit;

import dev.rollcall.api.audit.ArchivedHistory;
import dev.rollcall.api.audit.HistoryCatchUp;
import dev.rollcall.api.audit.HistoryFreshness;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows auditors the whole history of a session. */
@Controller
class PastSessionPageController {

    private final SessionHistory sessions;
    private final HistoryCatchUp catchUp;
    private final ArchivedHistory archived;

    PastSessionPageController(SessionHistory sessions, HistoryCatchUp catchUp, ArchivedHistory archived) {
        this.sessions = sessions;
        this.catchUp = catchUp;
        this.archived = archived;
    }

    @GetMapping("/audit/page/session")
    ModelAndView pastSession(@RequestParam String id) {
        HistoryFreshness history = catchUp.await();
        Optional<SessionId> session = SessionId.parse(id);
        PastSession past = session.flatMap(sessions::find).orElseThrow(() -> notFound(session));
        return new ModelAndView("audit/session", Map.of("past", past, "history", history));
    }

    private Problem notFound(Optional<SessionId> session) {
        archived.requireThere(session);
        return new Problem(ProblemCode.NOT_FOUND, "Check the session id.");
    }
}
