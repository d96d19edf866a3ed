package dev.rollcall.api.operations.cleanup;

import dev.rollcall.command.CleanUpSessions;
import dev.rollcall.command.CleanedUpSessions;
import dev.rollcall.query.livesessions.ListedUser;
import dev.rollcall.query.livesessions.LiveSessionRows;
import dev.rollcall.query.livesessions.ObsoleteSessionRows;
import java.time.Clock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Cleans up the sessions of one user. The events decide: a listed session that is not live according to the events is
 * removed from the list, and a live session that is not listed is ended.
 */
@Component
class UserCleanup {

    private static final Logger log = LoggerFactory.getLogger(UserCleanup.class);

    private final CommandGateway commands;
    private final LiveSessionRows liveRows;
    private final ObsoleteSessionRows obsoleteRows;
    private final Clock clock;

    UserCleanup(CommandGateway commands, LiveSessionRows liveRows, ObsoleteSessionRows obsoleteRows, Clock clock) {
        this.commands = commands;
        this.liveRows = liveRows;
        this.obsoleteRows = obsoleteRows;
        this.clock = clock;
    }

    /** A failure does not stop the clean-up of other users; the next clean-up tries this user again. */
    CleanupReport cleanUp(ListedUser user, boolean dryRun) {
        try {
            return report(user, send(user, dryRun), dryRun);
        } catch (RuntimeException failure) {
            log.warn("Cannot clean up the sessions of one user; the next clean-up tries again", failure);
            return CleanupReport.error(user.sessions().size());
        }
    }

    private CleanedUpSessions send(ListedUser user, boolean dryRun) {
        try {
            return commands.sendAndWait(new CleanUpSessions(user.userId(), user.sessions(), dryRun));
        } catch (AggregateNotFoundException nothingEverHappened) {
            return CleanedUpSessions.allUnknown(user.sessions());
        }
    }

    private CleanupReport report(ListedUser user, CleanedUpSessions cleanedUp, boolean dryRun) {
        int removed = dryRun ? cleanedUp.unknown().size() : remove(cleanedUp);
        return new CleanupReport(
                user.sessions().size(),
                cleanedUp.expired().size(),
                cleanedUp.idle().size(),
                cleanedUp.unlisted().size() + removed,
                cleanedUp.all().isEmpty() ? 0 : obsoleteRows.activityAndTokenRowsOf(cleanedUp.all(), !dryRun),
                0);
    }

    private int remove(CleanedUpSessions cleanedUp) {
        return cleanedUp.unknown().isEmpty() ? 0 : liveRows.removeOrphans(cleanedUp.unknown(), clock.instant());
    }
}
