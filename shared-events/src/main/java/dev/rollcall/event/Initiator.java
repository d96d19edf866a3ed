package dev.rollcall.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who caused a change, in the terms of CAEP 1.0 section 2 ({@code initiating_entity}).
 *
 * @param actorId the user, administrator or trusted client that acted; null for a policy or the system itself
 */
public record Initiator(Kind kind, @Nullable String actorId) {

    public static final Initiator SYSTEM = new Initiator(Kind.SYSTEM, null);

    public static final Initiator POLICY = new Initiator(Kind.POLICY, null);

    public enum Kind {
        USER,
        ADMIN,
        POLICY,
        SYSTEM;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Initiator user(UserId userId) {
        return new Initiator(Kind.USER, userId.value());
    }

    /** Returns a trusted client, which acts on behalf of somebody else. */
    public static Initiator client(String clientId) {
        return new Initiator(Kind.SYSTEM, clientId);
    }

    public static Initiator admin(UserId userId) {
        return new Initiator(Kind.ADMIN, userId.value());
    }
}
