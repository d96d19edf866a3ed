package dev.rollcall.faults.history.log;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client, and its answer. Times are nanoseconds of the monotonic clock of the load generator.
 *
 * @param user the user of the sessions; null for a checkpoint only
 * @param session the session that a start answered; the one that an {@code endOthers} keeps; else the one asked about
 * @param caller the session whose token the request carried; null if unknown or the same as {@code session}
 * @param sessions what a list answered; null for other operations
 * @param ended the sessions that the answer says this operation ended; null if the answer does not say
 * @param answered null if no answer came
 * @param code the code of a refusal; null if there is none
 * @param reason why a refused session had ended; null if the answer does not say
 * @param active what an introspection answered
 * @param token the refresh token that was presented, or a digest of it
 * @param newToken the refresh token that was answered, or a digest of it
 * @param size the tree size of a checkpoint
 * @param root the root hash of a checkpoint
 */
public record Operation(
        @JacksonInject(value = "line", useInput = OptBoolean.TRUE)
        int line,

        String id,
        @JsonProperty("op") Action action,
        @Nullable String client,
        @Nullable String node,
        @Nullable String user,
        @Nullable String session,
        @Nullable String caller,
        @Nullable List<String> sessions,
        @Nullable List<String> ended,
        @JsonProperty(required = true) long invoked,
        @Nullable Long answered,
        Outcome outcome,
        @Nullable String code,
        @Nullable EndReason reason,
        @Nullable Boolean active,
        @Nullable String token,
        @Nullable String newToken,
        @Nullable Long size,
        @Nullable String root)
        implements LogLine {

    private static final String SESSION_ENDED = "SESSION_ENDED";
    private static final String LIMIT_REACHED = "SESSION_LIMIT_REACHED";

    /** @throws IllegalArgumentException if the operation cannot have been like this */
    public Operation {
        RequiredFields.present("id", id);
        RequiredFields.present("op", action);
        RequiredFields.present("outcome", outcome);
        RequiredFields.notNegative("invoked", invoked);
        RequiredFields.notNegative("answered", answered);
        RequiredFields.notNegative("size", size);
        boolean isDone = outcome == Outcome.DONE;
        if (action != Action.CHECKPOINT) {
            RequiredFields.present("user", user);
        }
        if (isDone || outcome == Outcome.REFUSED) {
            RequiredFields.present("answered", answered);
        }
        if (action == Action.END || action == Action.END_OTHERS || action.asksAboutItsSession()) {
            RequiredFields.present("session", session);
        }
        if (isDone) {
            switch (action) {
                case START -> RequiredFields.present("session", session);
                case INTROSPECT -> RequiredFields.present("active", active);
                case LIST -> RequiredFields.present("sessions", sessions);
                case CHECKPOINT -> {
                    RequiredFields.present("size", size);
                    RequiredFields.present("root", root);
                }
                case REFRESH, END, END_OTHERS, END_ALL, CHECK -> {}
            }
        }
        if (answered != null && answered < invoked) {
            throw new IllegalArgumentException("it was answered before it was invoked");
        }
    }

    /** Returns whether the operation was acknowledged. */
    public boolean isDone() {
        return outcome == Outcome.DONE;
    }

    /** Returns whether the operation may have changed something. */
    public boolean mayBeDone() {
        return isDone() || outcome == Outcome.UNKNOWN;
    }

    /** When it was answered, in nanoseconds; {@link Long#MAX_VALUE} if it was not. */
    public long answeredAt() {
        return answered == null ? Long.MAX_VALUE : answered;
    }

    /** Returns whether it was refused because of the limit. */
    public boolean isRefusedByLimit() {
        return outcome == Outcome.REFUSED && LIMIT_REACHED.equals(code);
    }

    /** Returns the session that the answer says has ended; null if it says that of none. */
    public @Nullable String refusedSession() {
        if (action == Action.INTROSPECT && isDone() && Objects.equals(active, false)) {
            return session;
        }
        if (outcome != Outcome.REFUSED || !SESSION_ENDED.equals(code)) {
            return null;
        }
        return caller == null && action.asksAboutItsSession() ? session : caller;
    }

    /** Returns whether the answer says that this operation ended the session. */
    public boolean saysItEnded(String other) {
        return isDone() && ended != null && ended.contains(other);
    }
}
