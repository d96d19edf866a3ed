package dev.rollcall.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A session's identifier: a UUID in canonical form. Every session that Rollcall starts has a version 7 UUID (RFC 9562
 * section 5.7), so ids sort by the time they were made.
 */
public record SessionId(@JsonValue String value) implements Comparable<SessionId> {

    private static final int TIME_ORDERED = 7;

    private static final int RANDOM_BITS = 16;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SessionId {
        if (!UUID.fromString(value).toString().equals(value)) {
            throw new IllegalArgumentException("a session id must be a UUID in canonical form");
        }
    }

    public static SessionId of(UUID uuid) {
        return new SessionId(uuid.toString());
    }

    /** @return the session id; empty if the value is not one */
    public static Optional<SessionId> parse(String value) {
        try {
            return Optional.of(new SessionId(value));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    public UUID uuid() {
        return UUID.fromString(value);
    }

    /**
     * Returns when this id was made, to the millisecond.
     *
     * @throws IllegalStateException if this is not a version 7 UUID
     */
    public Instant madeAt() {
        UUID uuid = uuid();
        if (uuid.version() != TIME_ORDERED) {
            throw new IllegalStateException(value + " is not a version 7 UUID");
        }
        return Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> RANDOM_BITS);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
