package dev.rollcall.command;

import dev.rollcall.event.UserId;

/** Records the expiry of every session of the user that is past a timeout. Sent by the task {@code session-expiry}. */
public record ExpireSessions(UserId userId) implements UserSessions.Command {}
