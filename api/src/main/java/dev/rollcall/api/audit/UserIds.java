package dev.rollcall.api.audit;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.UserId;
import org.jspecify.annotations.Nullable;

/** Parses the parameter {@code userId}. */
public final class UserIds {

    private UserIds() {}

    /** @throws Problem {@code INVALID_REQUEST} if this cannot be a user id */
    public static @Nullable UserId parseIfGiven(@Nullable String userId) {
        try {
            return userId == null ? null : new UserId(userId);
        } catch (IllegalArgumentException noUserId) {
            throw Problem.invalid("userId", "must be a user id");
        }
    }
}
