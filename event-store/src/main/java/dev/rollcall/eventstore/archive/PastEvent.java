package dev.rollcall.eventstore.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.event.AllSessionsTerminated;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.eventstore.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An event of a user, as far as it matters for an archive. */
record PastEvent(String userId, long lastSequence, long globalIndex, long sequence, String type, byte[] payload) {

    private static final ObjectMapper JSON = EventJson.json();

    private static final Map<String, Class<? extends SessionEnding>> ENDINGS = Stream.of(
                    SessionTerminated.class, SessionExpired.class, SessionEvicted.class, AllSessionsTerminated.class)
            .collect(Collectors.toMap(Class::getName, Function.identity()));

    /** All of a {@link SessionStarted} that matters, in whatever revision it is. */
    private record Started(SessionId sessionId) {}

    static PastEvent of(ResultSet row, int number) throws SQLException {
        return new PastEvent(
                row.getString("aggregate_identifier"),
                row.getLong("last_sequence"),
                row.getLong("global_index"),
                row.getLong("sequence_number"),
                row.getString("payload_type"),
                row.getBytes("payload"));
    }

    /** Returns the session that started; empty if none did. */
    Optional<SessionId> started() {
        return type.equals(SessionStarted.class.getName())
                ? Optional.of(read(Started.class).sessionId())
                : Optional.empty();
    }

    /** Returns the end of sessions; empty if the event ended none. */
    Optional<SessionEnding> ending() {
        return Optional.ofNullable(ENDINGS.get(type)).map(this::read);
    }

    private <T> T read(Class<T> form) {
        try {
            return JSON.readValue(payload, form);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "The event with global index " + globalIndex + " cannot be read", unreadable);
        }
    }

    boolean isFirstOfItsUser() {
        return sequence == 0;
    }

    boolean isLastOfItsUser() {
        return sequence == lastSequence;
    }
}
