package dev.rollcall.api.sessions;

import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Resolves the user id of a path: to the caller, or to a user who has an account or a history. */
@Component
public class KnownUsers {

    private final Accounts accounts;
    private final EventStore events;

    KnownUsers(Accounts accounts, EventStore events) {
        this.accounts = accounts;
        this.events = events;
    }

    /** @throws Problem {@code USER_NOT_FOUND}; only for administrators, as others may only use their own user id */
    public UserId require(String userId, Caller caller) {
        if (caller.userId().value().equals(userId)) {
            return caller.userId();
        }
        try {
            UserId user = new UserId(userId);
            if (accounts.find(user).isPresent()
                    || events.lastSequenceNumberFor(userId).isPresent()) {
                return user;
            }
        } catch (IllegalArgumentException noUserId) {
            throw notFound(noUserId);
        }
        throw notFound(null);
    }

    public static Problem notFound(@Nullable Exception cause) {
        return new Problem(ProblemCode.USER_NOT_FOUND, "Check the user id.", cause);
    }
}
