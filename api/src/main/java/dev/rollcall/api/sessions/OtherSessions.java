package dev.rollcall.api.sessions;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.LiveSessions;
import org.springframework.stereotype.Component;

/** Finds the sessions that a caller may choose to end: all of a user's live sessions but the caller's current one. */
@Component
public class OtherSessions {

    private final LiveSessions sessions;

    OtherSessions(LiveSessions sessions) {
        this.sessions = sessions;
    }

    /** @throws Problem {@code SESSION_NOT_FOUND}, {@code CURRENT_SESSION_PROTECTED} */
    public LiveSession require(UserId user, String sessionId, Caller caller) {
        LiveSession session = SessionId.parse(sessionId)
                .flatMap(sessions::find)
                .filter(found -> found.userId().equals(user))
                .orElseThrow(SessionEnds::notFound);
        if (session.sessionId().equals(caller.sessionId())) {
            throw new Problem(ProblemCode.CURRENT_SESSION_PROTECTED, "Sign out instead.");
        }
        return session;
    }
}
