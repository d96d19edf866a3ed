package dev.rollcall.api.sweep;

import dev.rollcall.command.SweepSessions;
import dev.rollcall.command.SweptSessions;
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
class UserSweep {

    private static final Logger log = LoggerFactory.getLogger(UserSweep.class);

    private final CommandGateway commands;
    private final SessionLists lists;
    private final SessionRemains remains;
    private final Clock clock;

    UserSweep(CommandGateway commands, SessionLists lists, SessionRemains remains, Clock clock) {
        this.commands = commands;
        this.lists = lists;
        this.remains = remains;
        this.clock = clock;
    }

    /** A user whose sessions cannot be swept holds nobody else up, and is tried again by the next sweep. */
    SweepReport sweep(ListedUser user, boolean dryRun) {
        try {
            return report(user, send(user, dryRun), dryRun);
        } catch (RuntimeException failure) {
            log.warn("The sessions of one user were not swept", failure);
            return SweepReport.error(user.sessions().size());
        }
    }

    private SweptSessions send(ListedUser user, boolean dryRun) {
        try {
            return commands.sendAndWait(new SweepSessions(user.userId(), user.sessions(), dryRun));
        } catch (AggregateNotFoundException nothingEverHappened) {
            return SweptSessions.allUnknown(user.sessions());
        }
    }

    private SweepReport report(ListedUser user, SweptSessions swept, boolean dryRun) {
        int removed = dryRun ? swept.unknown().size() : remove(swept);
        return new SweepReport(
                user.sessions().size(),
                swept.expired().size(),
                swept.idle().size(),
                swept.unlisted().size() + removed,
                swept.all().isEmpty() ? 0 : remains.besideTheEventsOf(swept.all(), !dryRun),
                0);
    }

    private int remove(SweptSessions swept) {
        return swept.unknown().isEmpty() ? 0 : lists.removeOrphans(swept.unknown(), clock.instant());
    }
}
