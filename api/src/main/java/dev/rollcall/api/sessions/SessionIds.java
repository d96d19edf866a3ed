package dev.rollcall.api.sessions;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import java.util.Optional;

/** Session ids in paths: whatever is not one, names no session. */
final class SessionIds {

    private SessionIds() {}

    static Optional<SessionId> parse(String value) {
        try {
            return Optional.of(new SessionId(value));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    static Problem notFound() {
        return new Problem(ProblemCode.SESSION_NOT_FOUND, "It never was, is over, or belongs to somebody else.");
    }
}
