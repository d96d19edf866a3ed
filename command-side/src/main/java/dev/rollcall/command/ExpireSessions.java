package dev.rollcall.command;

import dev.rollcall.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Records the expiry of every session of the user that is past a timeout. Sent by the task {@code session-expiry}. */
public record ExpireSessions(@TargetAggregateIdentifier UserId userId) {}
