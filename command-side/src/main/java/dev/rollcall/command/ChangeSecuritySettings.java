package dev.rollcall.command;

import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a user's own settings; answered with {@link EndedSessions}. Sessions above a tightened limit end with the
 * next login, or now if {@code applyNow}.
 *
 * @param keep the session that must not yield to {@code applyNow}, the one that asked for it; may be null
 */
public record ChangeSecuritySettings(
        @TargetAggregateIdentifier UserId userId,
        SecuritySettingsOverride settings,
        boolean applyNow,
        @Nullable SessionId keep,
        Initiator initiator) {}
