package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.util.Set;

/**
 * A user whose sessions are compared with the events.
 *
 * @param sessions the user's sessions in {@code live_session}
 */
public record ListedUser(UserId userId, Set<SessionId> sessions) {}
