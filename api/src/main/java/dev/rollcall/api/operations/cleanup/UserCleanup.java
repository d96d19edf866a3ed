package dev.rollcall.api.operations.cleanup;

import dev.rollcall.command.CleanUpSessions;
import dev.rollcall.command.CleanedUpSessions;
import dev.rollcall.query.livesessions.ListedUser;
import dev.rollcall.query.livesessions.SessionLists;
import dev.rollcall.query.livesessions.SessionRemains;
import java.time.Clock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sweeps the sessions of one user. The events are right: what they do not know is removed from the list, what is not in
 * the list is ended.
 */
@Component
class UserCleanup {

    private static final Logger log = LoggerFactory.getLogger(UserCleanup.class);

    private final CommandGateway commands;
    private final SessionLists lists;
    private final SessionRemains remains;
    private final Clock clock;

    UserCleanup(CommandGateway commands, SessionLists lists, SessionRemains remains, Clock clock) {
        this.commands = commands;
        this.lists = lists;
        this.remains = remains;
        this.clock = clock;
    }

    /** A user whose sessions cannot be swept holds nobody else up, and is tried again by the next sweep. */
    CleanupReport sweep(ListedUser user, boolean dryRun) {
        try {
            return report(user, send(user, dryRun), dryRun);
        } catch (RuntimeException failure) {
            log.warn("The sessions of one user were not swept", failure);
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

    private CleanupReport report(ListedUser user, CleanedUpSessions swept, boolean dryRun) {
        int removed = dryRun ? swept.unknown().size() : remove(swept);
        return new CleanupReport(
                user.sessions().size(),
                swept.expired().size(),
                swept.idle().size(),
                swept.unlisted().size() + removed,
                swept.all().isEmpty() ? 0 : remains.besideTheEventsOf(swept.all(), !dryRun),
                0);
    }

    private int remove(CleanedUpSessions swept) {
        return swept.unknown().isEmpty() ? 0 : lists.removeOrphans(swept.unknown(), clock.instant());
    }
}
