package dev.rollcall.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one user, in two layers. What an administrator set replaces the operator's defaults and bounds for
 * this user: the user cannot loosen it, and the operator's bounds do not limit it. What the user set comes on top of
 * that. It applies as far as it is within the current bounds, whatever the bounds were when it was set.
 */
public record UserSettings(SecuritySettingsOverride byAdministrator, SecuritySettingsOverride own) {

    public static final UserSettings NONE =
            new UserSettings(SecuritySettingsOverride.NONE, SecuritySettingsOverride.NONE);

    /**
     * Returns the settings after a change. A change by an administrator also clears the user's own settings; any other
     * change replaces only the user's own.
     */
    public UserSettings with(SecuritySettingsOverride settings, Initiator initiator) {
        return initiator.kind() == Initiator.Kind.ADMIN
                ? new UserSettings(settings, SecuritySettingsOverride.NONE)
                : new UserSettings(byAdministrator, settings);
    }

    /** Returns the rules for this user without the user's own settings. */
    public SecuritySettings withoutOwn(OperatorSettings operator) {
        return byAdministrator.appliedTo(operator.defaults());
    }

    /** Returns how far this user may loosen the rules. */
    public SettingsBounds bounds(OperatorSettings operator) {
        SettingsBounds all = operator.userBounds();
        return new SettingsBounds(
                or(byAdministrator.maxSessions(), all.maxSessions()),
                or(byAdministrator.idleTimeout(), all.idleTimeout()),
                or(byAdministrator.absoluteTimeout(), all.absoluteTimeout()));
    }

    /**
     * Returns the user's own settings as far as they apply. Users cannot set how many sessions may start within an
     * hour.
     */
    public SecuritySettingsOverride ownWithinBounds(OperatorSettings operator) {
        return bounds(operator).clamp(own);
    }

    /** Returns the rules that apply to this user. */
    public SecuritySettings inForce(OperatorSettings operator) {
        return ownWithinBounds(operator).appliedTo(withoutOwn(operator));
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private static Duration or(@Nullable Duration value, Duration otherwise) {
        return value == null ? otherwise : value;
    }
}
