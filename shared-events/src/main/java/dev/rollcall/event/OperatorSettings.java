package dev.rollcall.event;

/**
 * What the operator of the server lays down.
 *
 * @param defaults the rules for users for whom nothing else was set
 * @param userBounds how far users may loosen their own rules; no tighter than the defaults
 * @param hardCap how many sessions any user may have live whatever the rules say; 0 means any number
 */
public record OperatorSettings(SecuritySettings defaults, SettingsBounds userBounds, int hardCap) {

    /** @throws InvalidSetting if the defaults are beyond the bounds, or a limit beyond the hard cap */
    public OperatorSettings {
        require(hardCap >= 0, "hardCap", "must be 0 (any number) or more");
        requireBounds(defaults, userBounds);
        requireWithin(hardCap, defaults.maxSessions(), "maxSessions");
        requireWithin(hardCap, userBounds.maxSessions(), "userBounds.maxSessions");
    }

    /** How many sessions may be live under these rules; 0 means any number. */
    public int maxLiveSessions(SecuritySettings rules) {
        return SecuritySettings.tighter(rules.maxSessions(), hardCap);
    }

    /** @throws InvalidSetting if somebody wants a number of sessions that the hard cap would not let them have */
    public void requireWithinHardCap(SecuritySettingsOverride wish) {
        if (wish.maxSessions() != null) {
            requireWithin(hardCap, wish.maxSessions(), "maxSessions");
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

    /** 0 stands for as many as the cap allows. */
    private static void requireWithin(int hardCap, int maxSessions, String field) {
        require(
                maxSessions == 0 || !SecuritySettings.isLooser(maxSessions, hardCap),
                field,
                "must be at most " + hardCap + ", the hard cap, or 0 (as many as that)");
    }

    private static void require(boolean condition, String field, String rule) {
        if (!condition) {
            throw new InvalidSetting(field, rule);
        }
    }
}
