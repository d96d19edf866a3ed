package dev.rollcall.command;

import dev.rollcall.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The deadline {@code session-expiry}: records the expiry of every session of the user that is past its time. */
public record ExpireSessions(@TargetAggregateIdentifier UserId userId) {}
