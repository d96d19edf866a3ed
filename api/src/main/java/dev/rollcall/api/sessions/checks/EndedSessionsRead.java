package dev.rollcall.api.sessions.checks;

import dev.rollcall.event.UserId;
import java.util.List;

/** Sessions of these users have ended, on any node. The same end may be reported more than once. */
public record EndedSessionsRead(List<UserId> users) {}
