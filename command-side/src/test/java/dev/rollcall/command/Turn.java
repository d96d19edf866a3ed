package dev.rollcall.command;

import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.UserSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One command, what it met and what it did.
 *
 * @param operator the operator's settings
 * @param lastUses the last uses of all sessions that were ever used
 * @param lost sessions that are not listed
 * @param before all earlier events of the user
 * @param events what the command added
 * @param answer a result, a refusal or null
 */
record Turn(
        Object command,
        Instant at,
        OperatorSettings operator,
        Map<SessionId, Instant> lastUses,
        Set<SessionId> lost,
        List<SessionEvent> before,
        List<SessionEvent> events,
        @Nullable Object answer) {

    /** Returns the settings in force after the command. */
    SecuritySettings rules() {
        return rules(Stream.concat(before.stream(), events.stream()));
    }

    SecuritySettings rulesBefore() {
        return rules(before.stream());
    }

    private SecuritySettings rules(Stream<SessionEvent> events) {
        UserSettings settings = UserSettings.NONE;
        for (SecuritySettingsChanged change : changes(events)) {
            settings = settings.with(change.settings(), change.initiator());
        }
        return settings.inForce(operator);
    }

    /** Returns how many sessions may be live; 0 means any number. */
    int limit() {
        return operator.maxLiveSessions(rules());
    }

    /** Returns what an administrator set last. */
    SecuritySettingsOverride granted() {
        return changes(Stream.concat(before.stream(), events.stream())).stream()
                .filter(change -> change.initiator().kind() == Initiator.Kind.ADMIN)
                .map(SecuritySettingsChanged::settings)
                .reduce(SecuritySettingsOverride.NONE, (earlier, later) -> later);
    }

    private static List<SecuritySettingsChanged> changes(Stream<SessionEvent> events) {
        return events.filter(SecuritySettingsChanged.class::isInstance)
                .map(SecuritySettingsChanged.class::cast)
                .toList();
    }

    /** Oldest first. */
    Map<SessionId, SessionStarted> liveBefore() {
        return live(before);
    }

    /** Oldest first. */
    Map<SessionId, SessionStarted> liveAfter() {
        return live(Stream.concat(before.stream(), events.stream()).toList());
    }

    <T extends SessionEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    boolean hasStarted() {
        return !events(SessionStarted.class).isEmpty();
    }

    boolean appliesLimitNow() {
        return command instanceof ChangeSecuritySettings change
                && change.applyNow()
                && !(answer instanceof RuntimeException);
    }

    /** Returns whether live sessions matter to the command, it changes something, and it was not refused. */
    boolean looksAtSessions() {
        boolean onlyStoresSettings = command instanceof ChangeSecuritySettings && !appliesLimitNow();
        boolean onlyLooks = command instanceof CleanUpSessions cleanUp && cleanUp.dryRun();
        return !onlyStoresSettings && !onlyLooks && !(answer instanceof RuntimeException);
    }

    /** Returns the sessions that were really live, oldest first. */
    List<SessionStarted> rivals() {
        List<SessionId> due = due().stream().map(SessionExpired::sessionId).toList();
        return liveBefore().values().stream()
                .filter(session -> !due.contains(session.sessionId()))
                .toList();
    }

    Instant lastUse(SessionStarted session) {
        return lastUses.getOrDefault(session.sessionId(), session.startedAt());
    }

    /** Returns the sessions that were past a timeout, oldest first, and why. */
    List<SessionExpired> due() {
        return liveBefore().values().stream()
                .map(this::expiry)
                .filter(expiry -> !expiry.dueAt().isAfter(at))
                .toList();
    }

    /** Returns what a clean-up must end, in its order. */
    List<SessionExpired> dueOrUnlisted(CleanUpSessions cleanUp) {
        Stream<SessionExpired> unlisted = rivals().stream()
                .map(SessionStarted::sessionId)
                .filter(session -> lost.contains(session) && !cleanUp.listed().contains(session))
                .map(session -> new SessionExpired(cleanUp.userId(), session, ExpiryCause.ORPHANED, at));
        return Stream.concat(due().stream(), unlisted).toList();
    }

    boolean hadEnded(SessionId session) {
        return hasStartedBefore(session)
                && rivals().stream().map(SessionStarted::sessionId).noneMatch(session::equals);
    }

    private boolean hasStartedBefore(SessionId session) {
        return before.stream()
                .anyMatch(event -> event instanceof SessionStarted started
                        && started.sessionId().equals(session));
    }

    long startsInTheHourUpTo(Instant end) {
        return before.stream()
                .filter(SessionStarted.class::isInstance)
                .filter(started -> started.occurredAt().isAfter(end.minus(Duration.ofHours(1))))
                .count();
    }

    private SessionExpired expiry(SessionStarted session) {
        Instant idleAt = lastUse(session).plus(session.idleTimeout());
        boolean idleFirst = idleAt.isBefore(session.expiresAt());
        return new SessionExpired(
                session.userId(),
                session.sessionId(),
                idleFirst ? ExpiryCause.IDLE : ExpiryCause.ABSOLUTE,
                idleFirst ? idleAt : session.expiresAt());
    }

    private static Map<SessionId, SessionStarted> live(List<SessionEvent> events) {
        Map<SessionId, SessionStarted> live = new LinkedHashMap<>();
        for (SessionEvent event : events) {
            if (event instanceof SessionStarted started) {
                live.put(started.sessionId(), started);
            } else if (event instanceof SessionEnding ending) {
                ending.endedSessions().forEach(live::remove);
            }
        }
        return live;
    }
}
