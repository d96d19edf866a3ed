package dev.rollcall.api.sessions.backchannel;

import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A session whose end the receivers are told of. */
record EndedSession(UserId userId, SessionId sessionId, Instant endedAt) {

    static List<EndedSession> of(List<SessionEvent> events) {
        return events.stream()
                .filter(SessionEnding.class::isInstance)
                .map(SessionEnding.class::cast)
                .flatMap(EndedSession::of)
                .toList();
    }

    private static Stream<EndedSession> of(SessionEnding event) {
        return event.endedSessions().stream()
                .map(session -> new EndedSession(event.userId(), session, event.occurredAt()));
    }
}
