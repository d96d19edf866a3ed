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

/** The rules for users' sessions, their own over those that were imposed on them, and how they are changed. */
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
     * What somebody has to choose from.
     *
     * @param imposed the rules as far as nothing is chosen
     * @param bounds the loosest rules that may be chosen
     */
    public record Choice(SecuritySettings imposed, SettingsBounds bounds) {}

    /** What the caller may set for the user. */
    Choice choiceOf(Caller caller, UserId user) {
        UserSettings set = caller.is(user) ? userSettings.of(user) : UserSettings.NONE;
        SettingsBounds none = new SettingsBounds(0, SecuritySettings.LONGEST_TIMEOUT, SecuritySettings.LONGEST_TIMEOUT);
        return new Choice(set.withoutOwn(operator), caller.is(user) ? set.bounds(operator) : none);
    }

    /** The most sessions that the user may choose to have; 0 means any number, whatever the hard cap is. */
    public int most(UserId user) {
        return userSettings.of(user).bounds(operator).maxSessions();
    }

    /** How many sessions nobody may choose to exceed; 0 means any number. */
    public int hardCap() {
        return operator.hardCap();
    }

    /** What the user has set, as far as it counts, and nothing else. */
    public SecuritySettingsOverride own(UserId user) {
        return userSettings.of(user).ownWithinBounds(operator);
    }

    public SecuritySettings inForce(UserId user) {
        return userSettings.of(user).inForce(operator);
    }

    /**
     * @param applyNow whether sessions above the new limit end at once, instead of with the next login
     * @param mayLoosen whether the caller proved a short while ago who they are
     * @return the rules in force then
     * @throws dev.rollcall.event.InvalidSetting if a value is out of its range, or of what the user may choose
     * @throws dev.rollcall.command.refusal.StartLimitProtected if a user wants another limit of starts
     * @throws dev.rollcall.command.refusal.RecentAuthenticationRequired if something would be loosened that may not
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
