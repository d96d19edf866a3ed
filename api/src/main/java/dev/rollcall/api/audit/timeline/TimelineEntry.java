package dev.rollcall.api.audit.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event in a form that people can read.
 *
 * @param sequence the event's number in the user's history, from 0
 * @param at when it happened; for an expiry, when it was due
 * @param recordedAt when the event was written
 * @param type the event's name
 * @param sessions the sessions that it started or ended
 * @param reason why the sessions ended; null if none did
 * @param settings the user's own settings after a change; null for other events
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntry(
        long sequence,
        Instant at,
        Instant recordedAt,
        String type,
        String summary,
        List<SessionOnDevice> sessions,
        @Nullable EndReason reason,
        Initiator initiator,
        @Nullable ChangedSettings settings) {

    /** How many sessions the summary names. A log-out everywhere may have ended hundreds. */
    static final int MOST_NAMED = 5;

    /** Returns the sessions that the summary names. */
    public List<SessionOnDevice> named() {
        return sessions.subList(0, Math.min(MOST_NAMED, sessions.size()));
    }

    /** Label and address are null if the history does not have them yet. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SessionOnDevice(
            SessionId sessionId,
            @Nullable String label,
            @Nullable String ipAddress) {}

    /** The user's own settings. A null component means that the server's setting applies. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ChangedSettings(
            @Nullable Integer maxSessions,
            @Nullable WhenFull whenFull,
            @Nullable Duration idleTimeout,
            @Nullable Duration absoluteTimeout,
            @Nullable Integer maxStartsPerHour) {

        static ChangedSettings of(SecuritySettingsOverride settings) {
            return new ChangedSettings(
                    settings.maxSessions(),
                    settings.whenFull(),
                    settings.idleTimeout(),
                    settings.absoluteTimeout(),
                    settings.maxStartsPerHour());
        }
    }
}
