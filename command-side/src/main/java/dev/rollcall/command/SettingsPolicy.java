package dev.rollcall.command;

import dev.rollcall.command.refusal.RecentAuthenticationRequired;
import dev.rollcall.command.refusal.StartLimitProtected;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.UserSettings;

/** Decides who may change which of a user's rules (ADR 0023). */
final class SettingsPolicy {

    private SettingsPolicy() {}

    /**
     * @return the user's settings after the command
     * @throws dev.rollcall.event.InvalidSetting if a value is out of range, or beyond what the operator allows
     * @throws StartLimitProtected if anybody but an administrator changes the limit of starts
     * @throws RecentAuthenticationRequired if the rules would become looser without a recent authentication
     */
    static UserSettings decide(ChangeSecuritySettings command, UserSettings before, OperatorSettings operator) {
        SecuritySettings inForce = before.inForce(operator);
        UserSettings after = before.with(command.settings(), command.initiator());
        command.settings().appliedTo(operator.defaults());
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

    private static void requireStartLimit(SecuritySettingsOverride requested, int inForce) {
        if (requested.maxStartsPerHour() != null && requested.maxStartsPerHour() != inForce) {
            throw new StartLimitProtected(inForce);
        }
    }
}
