package dev.rollcall.api.sessions;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.command.ChangeSecuritySettings;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SettingsBounds;
import dev.rollcall.event.UserId;
import dev.rollcall.event.UserSettings;
import dev.rollcall.query.settings.UserSecuritySettings;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Reads and changes the rules for a user's sessions: the user's own, on top of those imposed on the user. */
@Component
public class SettingsChanges {

    private final CommandGateway commands;
    private final UserSecuritySettings userSettings;
    private final OperatorSettings operator;

    SettingsChanges(CommandGateway commands, UserSecuritySettings userSettings, OperatorSettings operator) {
        this.commands = commands;
        this.userSettings = userSettings;
        this.operator = operator;
    }

    /**
     * What a caller may choose for a user.
     *
     * @param imposed the rules that apply where nothing is chosen
     * @param bounds the loosest rules that may be chosen
     */
    public record Choice(SecuritySettings imposed, SettingsBounds bounds) {}

    /** Returns what the caller may choose for the user. */
    Choice choiceOf(Caller caller, UserId user) {
        UserSettings current = caller.is(user) ? userSettings.of(user) : UserSettings.NONE;
        SettingsBounds unbounded =
                new SettingsBounds(0, SecuritySettings.LONGEST_TIMEOUT, SecuritySettings.LONGEST_TIMEOUT);
        return new Choice(current.imposed(operator), caller.is(user) ? current.bounds(operator) : unbounded);
    }

    /** Returns the highest session limit that the user may choose; 0 means any number, up to the hard cap. */
    public int most(UserId user) {
        return userSettings.of(user).bounds(operator).maxSessions();
    }

    /** Returns the session limit that no choice may exceed; 0 means any number. */
    public int hardCap() {
        return operator.hardCap();
    }

    /** Returns only the user's own settings, cut to the bounds. */
    public SecuritySettingsOverride own(UserId user) {
        return userSettings.of(user).ownWithinBounds(operator);
    }

    public SecuritySettings inForce(UserId user) {
        return userSettings.of(user).inForce(operator);
    }

    /**
     * Replaces the settings of a user.
     *
     * @param applyNow whether sessions above the new limit end at once, instead of at the next login
     * @param mayLoosen whether the caller authenticated recently enough to loosen rules
     * @return the rules in force after the change
     * @throws dev.rollcall.event.InvalidSetting if a value is out of its range, or beyond what the user may choose
     * @throws dev.rollcall.command.refusal.StartLimitProtected if a user tries to change the limit of starts
     * @throws dev.rollcall.command.refusal.RecentAuthenticationRequired if the caller may not loosen a rule
     */
    public SecuritySettings change(
            UserId user, SecuritySettingsOverride settings, boolean applyNow, Caller caller, boolean mayLoosen) {
        Initiator initiator = caller.initiatorFor(user);
        UserSettings before = userSettings.of(user);
        commands.sendAndWait(new ChangeSecuritySettings(
                user, settings, applyNow, caller.is(user) ? caller.sessionId() : null, initiator, mayLoosen));
        return before.with(settings, initiator).inForce(operator);
    }
}
