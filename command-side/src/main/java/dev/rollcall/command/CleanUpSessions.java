package dev.rollcall.command;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.util.Set;

/**
 * Compares the list of a user's sessions with the events. Records the expiry of sessions that are past a timeout, and
 * ends those that are not listed, so that no session is live that nobody can see. Answered with
 * {@link CleanedUpSessions}.
 *
 * @param listed the user's sessions as they were listed before this command
 * @param dryRun whether only to answer what would be done, and do nothing
 */
public record CleanUpSessions(UserId userId, Set<SessionId> listed, boolean dryRun) implements UserSessions.Command {

    public CleanUpSessions {
        listed = Set.copyOf(listed);
    }
}
