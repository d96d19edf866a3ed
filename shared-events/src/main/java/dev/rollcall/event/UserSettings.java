package dev.rollcall.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was set for one user, in two layers. What an administrator set takes the place of the operator's defaults for this
 * user, and of the bounds: neither can the user lift it, nor does the operator's bound cut it. What the user set comes
 * over that, and counts as far as it is within the bounds of the day, whatever they were when it was set.
 */
public record UserSettings(SecuritySettingsOverride byAdministrator, SecuritySettingsOverride own) {

    public static final UserSettings NONE =
            new UserSettings(SecuritySettingsOverride.NONE, SecuritySettingsOverride.NONE);

    /** An administrator's settings replace the user's own too; everybody else's are the user's own. */
    public UserSettings with(SecuritySettingsOverride settings, Initiator initiator) {
        return initiator.kind() == Initiator.Kind.ADMIN
                ? new UserSettings(settings, SecuritySettingsOverride.NONE)
                : new UserSettings(byAdministrator, settings);
    }

    /** The rules for this user without what the user set. */
    public SecuritySettings imposed(OperatorSettings operator) {
        return byAdministrator.over(operator.defaults());
    }

    /** How far this user may loosen the rules. */
    public SettingsBounds bounds(OperatorSettings operator) {
        SettingsBounds all = operator.userBounds();
        return new SettingsBounds(
                or(byAdministrator.maxSessions(), all.maxSessions()),
                or(byAdministrator.idleTimeout(), all.idleTimeout()),
                or(byAdministrator.absoluteTimeout(), all.absoluteTimeout()));
    }

    /** What the user set, as far as it counts. How many sessions may start within an hour is no choice of the user's. */
    public SecuritySettingsOverride ownWithinBounds(OperatorSettings operator) {
        return bounds(operator).cut(own);
    }

    /** The rules that count. */
    public SecuritySettings inForce(OperatorSettings operator) {
        return ownWithinBounds(operator).over(imposed(operator));
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private static Duration or(@Nullable Duration value, Duration otherwise) {
        return value == null ? otherwise : value;
    }
}
