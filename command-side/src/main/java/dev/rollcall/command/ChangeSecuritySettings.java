package dev.rollcall.command;

import dev.rollcall.command.refusal.RecentAuthenticationRequired;
import dev.rollcall.command.refusal.StartLimitProtected;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a user's own settings, or the settings that an administrator made for the user; answered with
 * {@link EndedByCommand}. Sessions above a tightened limit end with the next login, or at once if {@code applyNow}.
 *
 * <p>Refused with {@link dev.rollcall.event.InvalidSetting}, {@link StartLimitProtected} or
 * {@link RecentAuthenticationRequired}.
 *
 * @param keep the session that asked for the change, which {@code applyNow} must not evict; may be null
 * @param mayLoosen whether the initiator authenticated recently enough to loosen rules
 */
public record ChangeSecuritySettings(
        UserId userId,
        SecuritySettingsOverride settings,
        boolean applyNow,
        @Nullable SessionId keep,
        Initiator initiator,
        boolean mayLoosen)
        implements UserSessions.Command {}
