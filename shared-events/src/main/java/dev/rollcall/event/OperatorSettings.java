package dev.rollcall.event;

/**
 * The session rules that the operator of the server has configured.
 *
 * @param defaults the rules for users without other settings
 * @param userBounds how far users may loosen their own rules; never tighter than the defaults
 * @param hardCap how many sessions any user may have live at a time, whatever the rules say; 0 means any number
 */
public record OperatorSettings(SecuritySettings defaults, SettingsBounds userBounds, int hardCap) {

    /** @throws InvalidSetting if the defaults exceed the bounds, or a limit exceeds the hard cap */
    public OperatorSettings {
        require(hardCap >= 0, "hardCap", "must be 0 (any number) or more");
        requireBounds(defaults, userBounds);
        requireWithin(hardCap, defaults.maxSessions(), "maxSessions");
        requireWithin(hardCap, userBounds.maxSessions(), "userBounds.maxSessions");
    }

    /** Returns how many sessions may be live under these rules and the hard cap; 0 means any number. */
    public int maxLiveSessions(SecuritySettings rules) {
        return SecuritySettings.tighter(rules.maxSessions(), hardCap);
    }

    /** @throws InvalidSetting if the requested number of sessions exceeds the hard cap */
    public void requireWithinHardCap(SecuritySettingsOverride requested) {
        if (requested.maxSessions() != null) {
            requireWithin(hardCap, requested.maxSessions(), "maxSessions");
        }
    }

    private static void requireBounds(SecuritySettings defaults, SettingsBounds bounds) {
        require(
                !SecuritySettings.isLooser(defaults.maxSessions(), bounds.maxSessions()),
                "userBounds.maxSessions",
                "must be 0 (any number) or at least maxSessions");
        require(
                bounds.idleTimeout().compareTo(defaults.idleTimeout()) >= 0,
                "userBounds.idleTimeout",
                "must be at least idleTimeout");
        require(
                bounds.absoluteTimeout().compareTo(defaults.absoluteTimeout()) >= 0,
                "userBounds.absoluteTimeout",
                "must be at least absoluteTimeout");
    }

    /** 0 means as many sessions as the hard cap allows, so it is always valid. */
    private static void requireWithin(int hardCap, int maxSessions, String field) {
        require(
                maxSessions == 0 || !SecuritySettings.isLooser(maxSessions, hardCap),
                field,
                "must be at most " + hardCap + ", the hard cap, or 0 (up to the cap)");
    }

    private static void require(boolean condition, String field, String rule) {
        if (!condition) {
            throw new InvalidSetting(field, rule);
        }
    }
}
