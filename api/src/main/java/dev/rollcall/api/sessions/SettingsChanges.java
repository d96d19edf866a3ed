package dev.rollcall.api.sessions;

import dev.rollcall.api.security.Caller;
import dev.rollcall.command.ChangeSecuritySettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.UserId;
import dev.rollcall.query.settings.UserSecuritySettings;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** The rules for users' sessions, their own over the server's, and how they are changed. */
@Component
public class SettingsChanges {

    private final CommandGateway commands;
    private final UserSecuritySettings userSettings;
    private final SecuritySettings server;

    SettingsChanges(CommandGateway commands, UserSecuritySettings userSettings, SecuritySettings server) {
        this.commands = commands;
        this.userSettings = userSettings;
        this.server = server;
    }

    SecuritySettings server() {
        return server;
    }

    /** What the user has set, and nothing else. */
    public SecuritySettingsOverride own(UserId user) {
        return userSettings.of(user);
    }

    public SecuritySettings inForce(UserId user) {
        return own(user).over(server);
    }

    /**
     * @param applyNow whether sessions above the new limit end at once, instead of with the next login
     * @return the rules in force then
     * @throws dev.rollcall.event.InvalidSetting if a value is out of its range
     */
    public SecuritySettings change(UserId user, SecuritySettingsOverride settings, boolean applyNow, Caller caller) {
        SecuritySettings changed = settings.over(server);
        commands.sendAndWait(new ChangeSecuritySettings(
                user, settings, applyNow, caller.is(user) ? caller.sessionId() : null, caller.initiatorFor(user)));
        return changed;
    }
}
