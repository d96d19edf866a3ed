package dev.rollcall.command;

import dev.rollcall.command.refusal.RecentAuthenticationRequired;
import dev.rollcall.command.refusal.StartLimitProtected;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.UserSettings;

/** Who may change which of a user's rules (ADR 0023). */
final class SettingsPolicy {

    private SettingsPolicy() {}

    /**
     * @return what is set for the user once the command is carried out
     * @throws dev.rollcall.event.InvalidSetting if a value makes no sense, or is beyond what the operator allows
     * @throws StartLimitProtected if a user wants another limit of starts than there is
     * @throws RecentAuthenticationRequired if rules would be looser than they are
     */
    static UserSettings decide(ChangeSecuritySettings command, UserSettings before, OperatorSettings operator) {
        SecuritySettings inForce = before.inForce(operator);
        UserSettings after = before.with(command.settings(), command.initiator());
        command.settings().over(operator.defaults());
        operator.requireWithinHardCap(command.settings());
        if (command.initiator().kind() != Initiator.Kind.ADMIN) {
            before.bounds(operator).require(command.settings());
            requireStartLimit(command.settings(), inForce.maxStartsPerHour());
        }
        if (!command.mayLoosen() && after.inForce(operator).isLooserThan(inForce)) {
            throw new RecentAuthenticationRequired();
        }
        return after;
    }

    private static void requireStartLimit(SecuritySettingsOverride wish, int inForce) {
        if (wish.maxStartsPerHour() != null && wish.maxStartsPerHour() != inForce) {
            throw new StartLimitProtected(inForce);
        }
    }
}
