package dev.rollcall.eventstore.streams;

import dev.rollcall.event.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The names of streams, by which events are stored. The sessions of a user have the stream with the user's id. Names of
 * other streams are no user ids, so they never collide: a user id is not empty and has no control characters.
 */
public final class EventStreams {

    /** The stream of what operators did to the history as a whole. */
    public static final String NO_USER = "";

    /** An SQL condition: the event is about sessions. A user id begins with a space or a later character. */
    public static final String ABOUT_SESSIONS = "aggregate_identifier COLLATE \"C\" >= ' '";

    private static final String ACCOUNT = "\t";

    private EventStreams() {}

    /** Returns the stream of what happens to the user's account. */
    public static String ofAccount(UserId userId) {
        return ACCOUNT + userId.value();
    }

    /** Returns the user whose sessions or account the stream is about; null if it is about no user. */
    public static @Nullable UserId userOf(String stream) {
        if (stream.equals(NO_USER)) {
            return null;
        }
        return new UserId(stream.startsWith(ACCOUNT) ? stream.substring(ACCOUNT.length()) : stream);
    }
}
