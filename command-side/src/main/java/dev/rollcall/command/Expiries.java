package dev.rollcall.command;

import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which of a user's live sessions have to end by themselves, and why. */
final class Expiries {

    private Expiries() {}

    /** Those past their time. Asks for the last activity only of sessions that would be due without any. */
    static List<SessionExpired> due(
            UserId userId, Collection<SessionState> live, LastActivity lastActivity, Instant now) {
        List<SessionId> suspects = live.stream()
                .filter(session -> !session.expiry(null).dueAt().isAfter(now))
                .map(SessionState::sessionId)
                .toList();
        if (suspects.isEmpty()) {
            return List.of();
        }
        Map<SessionId, Instant> activity = lastActivity.of(suspects);
        return live.stream()
                .filter(session -> suspects.contains(session.sessionId()))
                .map(suspect -> {
                    var expiry = suspect.expiry(activity.get(suspect.sessionId()));
                    return new SessionExpired(userId, suspect.sessionId(), expiry.cause(), expiry.dueAt());
                })
                .filter(expired -> !expired.dueAt().isAfter(now))
                .toList();
    }

    /** Those that are in no list, whether past their time or not. Asks only if there are any. */
    static Stream<SessionExpired> unlisted(
            UserId userId, Collection<SessionId> suspects, ListedSessions listed, Instant now) {
        if (suspects.isEmpty()) {
            return Stream.empty();
        }
        Set<SessionId> found = listed.among(suspects);
        return suspects.stream()
                .filter(session -> !found.contains(session))
                .map(session -> new SessionExpired(userId, session, ExpiryCause.ORPHANED, now));
    }
}
