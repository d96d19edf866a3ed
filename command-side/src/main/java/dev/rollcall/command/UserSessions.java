package dev.rollcall.command;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.rollcall.event.AllSessionsTerminated;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.event.UserId;
import dev.rollcall.event.UserSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one user: the consistency boundary for the session limit, for single-use session ids and for logging
 * out everywhere. Every command that looks at the live sessions first expires those that are past a timeout.
 */
@Revision("2")
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
public class UserSessions {

    /** What can be asked of a user's sessions. */
    public sealed interface Command
            permits ChangeSecuritySettings, CleanUpSessions, ExpireSessions, LogoutAll, StartSession, TerminateSession {

        @TargetAggregateIdentifier
        UserId userId();
    }

    @AggregateIdentifier
    private UserId userId;

    private UserSettings settings = UserSettings.NONE;

    /** Oldest first. */
    private Map<SessionId, SessionState> live = new LinkedHashMap<>();

    private UsedSessionIds usedIds = new UsedSessionIds();

    private RecentStarts recentStarts = new RecentStarts();

    UserSessions() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    StartedSession handle(StartSession command, OperatorSettings operator, LastActivity lastActivity, Clock clock) {
        Instant now = clock.instant();
        expireDue(now, lastActivity);
        SessionState repeated = live.get(command.sessionId());
        if (repeated != null) {
            return repeated.asStarted();
        }
        usedIds.requireUnused(command.sessionId(), now);
        SecuritySettings rules = settings.inForce(operator);
        recentStarts.requireRoomForOneMore(rules.maxStartsPerHour(), now);

        boolean bootstrap = live.isEmpty();
        makeRoom(command, now);
        evict(
                SessionLimitPolicy.of(rules, operator, lastActivity).evictionsBeforeStart(live.values()),
                command.sessionId(),
                Initiator.POLICY,
                now);
        SessionStarted started = new SessionStarted(
                command.userId(),
                command.sessionId(),
                command.device(),
                now,
                rules.idleTimeout(),
                now.plus(rules.absoluteTimeout()),
                bootstrap,
                command.initiator(),
                command.loginId());
        apply(started);
        return SessionState.from(started).asStarted();
    }

    @CommandHandler
    EndedByCommand handle(TerminateSession command, LastActivity lastActivity, Clock clock) {
        Instant now = clock.instant();
        int expired = expireDue(now, lastActivity);
        if (!live.containsKey(command.sessionId())) {
            return new EndedByCommand(List.of(), expired);
        }
        apply(new SessionTerminated(userId, command.sessionId(), command.reason(), command.initiator(), now));
        return new EndedByCommand(List.of(command.sessionId()), expired);
    }

    @CommandHandler
    EndedByCommand handle(LogoutAll command, LastActivity lastActivity, Clock clock) {
        Instant now = clock.instant();
        int expired = expireDue(now, lastActivity);
        SessionId kept = live.containsKey(command.keep()) ? command.keep() : null;
        List<SessionId> ending =
                live.keySet().stream().filter(id -> !id.equals(kept)).toList();
        if (!ending.isEmpty()) {
            apply(new AllSessionsTerminated(userId, ending, kept, command.reason(), command.initiator(), now));
        }
        return new EndedByCommand(ending, expired);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    EndedByCommand handle(
            ChangeSecuritySettings command, OperatorSettings operator, LastActivity lastActivity, Clock clock) {
        Instant now = clock.instant();
        SecuritySettings rules =
                SettingsPolicy.decide(command, settings, operator).inForce(operator);
        apply(new SecuritySettingsChanged(command.userId(), command.settings(), command.initiator(), now));
        if (!command.applyNow()) {
            return EndedByCommand.NONE;
        }
        int expired = expireDue(now, lastActivity);
        List<SessionId> evicted =
                SessionLimitPolicy.of(rules, operator, lastActivity).evictionsNow(live.values(), command.keep());
        evict(evicted, null, command.initiator(), now);
        return new EndedByCommand(evicted, expired);
    }

    @CommandHandler
    void handle(ExpireSessions command, LastActivity lastActivity, Clock clock) {
        expireDue(clock.instant(), lastActivity);
    }

    /**
     * The sender read the list before it sent the command, so live sessions that were not on it are looked up again.
     */
    @CommandHandler
    CleanedUpSessions handle(CleanUpSessions command, LastActivity lastActivity, ListedSessions listed, Clock clock) {
        Instant now = clock.instant();
        List<SessionExpired> ending = new ArrayList<>(Expiries.due(userId, live.values(), lastActivity, now));
        List<SessionId> suspects = live.keySet().stream()
                .filter(id -> !command.listed().contains(id))
                .filter(id -> ending.stream().noneMatch(due -> due.sessionId().equals(id)))
                .toList();
        Set<SessionId> unknown = new HashSet<>(command.listed());
        unknown.removeAll(live.keySet());
        Expiries.unlisted(userId, suspects, listed, now).forEach(ending::add);
        if (!command.dryRun()) {
            ending.forEach(AggregateLifecycle::apply);
        }
        return CleanedUpSessions.of(ending, unknown);
    }

    private int expireDue(Instant now, LastActivity lastActivity) {
        List<SessionExpired> due = Expiries.due(userId, live.values(), lastActivity, now);
        due.forEach(AggregateLifecycle::apply);
        return due.size();
    }

    private void makeRoom(StartSession command, Instant now) {
        StartSession.InPlaceOf old = command.inPlaceOf();
        if (old != null && live.containsKey(old.sessionId())) {
            apply(new SessionTerminated(userId, old.sessionId(), old.reason(), command.initiator(), now));
        }
    }

    private void evict(List<SessionId> sessions, @Nullable SessionId replacedBy, Initiator initiator, Instant now) {
        sessions.forEach(session -> apply(new SessionEvicted(userId, session, replacedBy, initiator, now)));
    }

    @EventSourcingHandler
    void on(SessionStarted event) {
        userId = event.userId();
        live.put(event.sessionId(), SessionState.from(event));
        recentStarts.add(event.startedAt());
    }

    @EventSourcingHandler
    void on(SessionEnding event) {
        userId = event.userId(); // the first event that is left if the earlier ones are in an archive
        event.endedSessions().forEach(live::remove);
        usedIds.addAll(event.endedSessions(), event.occurredAt());
    }

    @EventSourcingHandler
    void on(SecuritySettingsChanged event) {
        userId = event.userId();
        settings = settings.with(event.settings(), event.initiator());
    }
}
