package dev.rollcall.api.sessions.checks;

import dev.rollcall.event.UserId;
import java.util.List;

/** Sessions of these users have ended, on whichever node; of some endings it is said more than once. */
public record EndedSessionsRead(List<UserId> users) {}
