package dev.rollcall.command;

import dev.rollcall.event.Expiry;
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

/** Finds the live sessions of a user that must end because they are past a timeout or not listed. */
final class Expiries {

    private Expiries() {}

    /**
     * Returns the sessions that are past a timeout. Looks up the last activity only of sessions that would have expired
     * without any.
     */
    static List<SessionExpired> due(
            UserId userId, Collection<SessionState> live, LastActivity lastActivity, Instant now) {
        List<SessionState> suspects = live.stream()
                .filter(session -> session.expiry(null).isDueAt(now))
                .toList();
        if (suspects.isEmpty()) {
            return List.of();
        }
        Map<SessionId, Instant> activity =
                lastActivity.of(suspects.stream().map(SessionState::sessionId).toList());
        return suspects.stream()
                .map(suspect -> {
                    Expiry expiry = suspect.expiry(activity.get(suspect.sessionId()));
                    return new SessionExpired(userId, suspect.sessionId(), expiry.cause(), expiry.dueAt());
                })
                .filter(expired -> !expired.dueAt().isAfter(now))
                .toList();
    }

    /**
     * Returns those of the suspects that are not listed, whether past a timeout or not. Without suspects it does not
     * look at the list.
     */
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
