package dev.rollcall.command;

import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a clean-up ended, or would have ended.
 *
 * @param expired sessions past their absolute timeout
 * @param idle sessions past their idle timeout
 * @param unlisted live sessions that were not listed
 * @param unknown listed sessions that are not live according to the events; the command leaves them alone
 */
public record CleanedUpSessions(
        List<SessionId> expired, List<SessionId> idle, List<SessionId> unlisted, Set<SessionId> unknown) {

    public CleanedUpSessions {
        expired = List.copyOf(expired);
        idle = List.copyOf(idle);
        unlisted = List.copyOf(unlisted);
        unknown = Set.copyOf(unknown);
    }

    /** Returns the answer for a user without any events. */
    public static CleanedUpSessions allUnknown(Set<SessionId> listed) {
        return new CleanedUpSessions(List.of(), List.of(), List.of(), listed);
    }

    static CleanedUpSessions of(Collection<SessionExpired> ended, Set<SessionId> unknown) {
        return new CleanedUpSessions(
                of(ended, ExpiryCause.ABSOLUTE), of(ended, ExpiryCause.IDLE), of(ended, ExpiryCause.ORPHANED), unknown);
    }

    /** Returns all of these sessions. None of them is live after the clean-up. */
    public List<SessionId> all() {
        return Stream.of(expired, idle, unlisted, unknown)
                .<SessionId>flatMap(Collection::stream)
                .toList();
    }

    private static List<SessionId> of(Collection<SessionExpired> ended, ExpiryCause cause) {
        return ended.stream()
                .filter(event -> event.cause() == cause)
                .map(SessionExpired::sessionId)
                .toList();
    }
}
