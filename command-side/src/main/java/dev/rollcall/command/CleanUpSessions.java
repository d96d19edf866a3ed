package dev.rollcall.command;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.util.Set;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Holds the list of a user's sessions against what happened: records the expiry of those that are past their time, and
 * ends those that are in no list, so that nobody holds a session that nobody can see; answered with
 * {@link CleanedUpSessions}.
 *
 * @param listed the user's sessions as they were listed before this command
 * @param dryRun whether to answer what would be done, and to do nothing
 */
public record CleanUpSessions(@TargetAggregateIdentifier UserId userId, Set<SessionId> listed, boolean dryRun) {

    public CleanUpSessions {
        listed = Set.copyOf(listed);
    }
}
