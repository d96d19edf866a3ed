package dev.rollcall.command;

import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a sweep ended, or would have ended.
 *
 * @param expired past their absolute timeout
 * @param idle not used for their idle timeout
 * @param unlisted live, but in no list
 * @param unknown listed, but not live as far as the events tell; nothing was done about them
 */
public record CleanedUpSessions(
        List<SessionId> expired, List<SessionId> idle, List<SessionId> unlisted, Set<SessionId> unknown) {

    public CleanedUpSessions {
        expired = List.copyOf(expired);
        idle = List.copyOf(idle);
        unlisted = List.copyOf(unlisted);
        unknown = Set.copyOf(unknown);
    }

    /** Of a user to whom nothing ever happened. */
    public static CleanedUpSessions allUnknown(Set<SessionId> listed) {
        return new CleanedUpSessions(List.of(), List.of(), List.of(), listed);
    }

    static CleanedUpSessions of(Collection<SessionExpired> ended, Set<SessionId> unknown) {
        return new CleanedUpSessions(
                of(ended, ExpiryCause.ABSOLUTE), of(ended, ExpiryCause.IDLE), of(ended, ExpiryCause.ORPHANED), unknown);
    }

    /** All of them, which are not live any more after the sweep. */
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
