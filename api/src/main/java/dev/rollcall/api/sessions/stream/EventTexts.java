package dev.rollcall.api.sessions.stream;

import dev.rollcall.api.sessions.SessionPage;
import dev.rollcall.api.sessions.SessionView;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.web.stream.EventResponses;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Formats events as {@code text/event-stream}. Their data has the same form as everywhere else in this API. */
@Component
class EventTexts {

    static final String SESSIONS = "sessions";
    static final String SESSION_STARTED = "session-started";
    static final String SESSION_ENDED = "session-ended";

    private static final List<String> MEMBERS = List.of("sessionId", "reason", "endedAt", "initiator");

    private final SessionChecks checks;
    private final JsonMapper json;

    EventTexts(SessionChecks checks, JsonMapper json) {
        this.checks = checks;
        this.json = json;
    }

    String opening(List<LiveSession> sessions, SessionId own) {
        List<SessionView> views =
                sessions.stream().map(session -> SessionView.of(session, own)).toList();
        return EventResponses.RECONNECT + event(SESSIONS, new SessionPage(views, null));
    }

    String started(LiveSession session, SessionId own) {
        return event(SESSION_STARTED, SessionView.of(session, own));
    }

    /** Formats the end of a session with what its device is told; only the id if the reason is no longer stored. */
    String ended(SessionId session, UserId user) {
        Map<String, Object> data = checks.whyEnded(session, user)
                .map(problem -> members(problem.getBody()))
                .orElseGet(() -> Map.of("sessionId", session));
        return event(SESSION_ENDED, data);
    }

    private static Map<String, Object> members(ProblemDetail problem) {
        Map<String, Object> members = new LinkedHashMap<>(Objects.requireNonNull(problem.getProperties()));
        members.keySet().retainAll(MEMBERS);
        members.put("detail", Objects.requireNonNull(problem.getDetail()));
        return members;
    }

    private String event(String name, Object data) {
        return "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    }
}
