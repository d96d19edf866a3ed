package dev.rollcall.api.audit.simulation;

import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A policy for all users, which overrides their own settings. A null component leaves things as they were recorded. */
public record SimulatedPolicy(
        int maxSessions,
        WhenFull whenFull,
        @Nullable Duration idleTimeout,
        @Nullable Duration absoluteTimeout,
        @Nullable Integer maxStartsPerHour) {

    /** @throws dev.rollcall.event.InvalidSetting if a value is out of its range */
    SecuritySettings toSettings() {
        return new SecuritySettings(
                maxSessions,
                whenFull,
                idleTimeout == null ? SecuritySettings.LONGEST_TIMEOUT : idleTimeout,
                absoluteTimeout == null ? SecuritySettings.LONGEST_TIMEOUT : absoluteTimeout,
                maxStartsPerHour == null ? 0 : maxStartsPerHour);
    }

    /** Returns this policy with the number of sessions limited by the operator's hard cap. */
    SimulatedPolicy under(OperatorSettings operator) {
        return new SimulatedPolicy(
                operator.maxLiveSessions(toSettings()), whenFull, idleTimeout, absoluteTimeout, maxStartsPerHour);
    }

    SessionStarted applyTo(SessionStarted recorded) {
        return new SessionStarted(
                recorded.userId(),
                recorded.sessionId(),
                recorded.device(),
                recorded.startedAt(),
                idleTimeout == null ? recorded.idleTimeout() : idleTimeout,
                absoluteTimeout == null
                        ? recorded.expiresAt()
                        : recorded.startedAt().plus(absoluteTimeout),
                recorded.bootstrap(),
                recorded.initiator(),
                recorded.loginId());
    }
}
