package dev.rollcall.faults.history.log;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of the final history. Its times are those of the nodes' clocks; they are not compared with operations.
 *
 * @param sequence the position among the events of the user; the first is 0
 * @param index the position among all events
 * @param session the session; null if the event is about several or about none
 * @param sessions the sessions that an {@code AllSessionsTerminated} ended; null for other events
 * @param kept the session that an {@code AllSessionsTerminated} kept; null if none
 * @param replacedBy the session whose start evicted this one; null if none
 * @param reason why the session ended; null if the event does not say
 * @param at when it was decided; for an expiry, when it was due; null if not known
 * @param idleTimeout how long a session that starts here may be unused; null if not known
 * @param expiresAt when a session that starts here expires in any case; null if not known
 * @param limit the limit that a change of settings brings into force; null if {@code whenFull} is null
 * @param whenFull what happens at the limit from then on; null if the change leaves the limit as it is
 */
public record StoredEvent(
        @JacksonInject(value = "line", useInput = OptBoolean.TRUE)
        int line,

        String user,
        @JsonProperty(required = true) long sequence,
        @JsonProperty(required = true) long index,
        @JsonProperty("event") EventKind kind,
        @Nullable String session,
        @Nullable List<String> sessions,
        @Nullable String kept,
        @Nullable String replacedBy,
        @Nullable EndReason reason,
        @Nullable Instant at,
        @Nullable Duration idleTimeout,
        @Nullable Instant expiresAt,
        @Nullable Integer limit,
        @Nullable WhenFull whenFull)
        implements LogLine {

    /** @throws IllegalArgumentException if an event cannot be like this */
    public StoredEvent {
        RequiredFields.present("user", user);
        RequiredFields.present("event", kind);
        RequiredFields.notNegative("sequence", sequence);
        RequiredFields.notNegative("index", index);
        if (kind.isAboutOneSession()) {
            RequiredFields.present("session", session);
        }
        if (kind == EventKind.ALL_TERMINATED) {
            RequiredFields.present("sessions", sessions);
        }
        if (kind == EventKind.EXPIRED) {
            RequiredFields.present("reason", reason);
        }
    }

    /** Returns the sessions that this event ended; empty if none. */
    public List<String> endedSessions() {
        if (sessions != null) {
            return sessions;
        }
        return kind == EventKind.STARTED || session == null ? List.of() : List.of(session);
    }

    /** Returns the session that started; null for other events. */
    public @Nullable String startedSession() {
        return kind == EventKind.STARTED ? session : null;
    }

    /** Why the sessions ended; null if that is not known. */
    public @Nullable EndReason endReason() {
        return kind == EventKind.EVICTED ? EndReason.EVICTED_BY_LIMIT : reason;
    }

    /** Names the event in a sentence. */
    public String name() {
        return kind.type() + " " + sequence + " of " + user;
    }
}
