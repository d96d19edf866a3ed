package dev.rollcall.event;

import java.time.Duration;

/**
 * The rules for one user's sessions.
 *
 * @param maxSessions how many sessions may be live at a time; 0 means any number
 * @param whenFull what happens to a login that would exceed that number
 * @param idleTimeout how long a session may stay unused
 * @param absoluteTimeout how long a session may last in total, however often it is used
 * @param maxStartsPerHour how many sessions may start within any hour; 0 means any number
 */
public record SecuritySettings(
        int maxSessions, WhenFull whenFull, Duration idleTimeout, Duration absoluteTimeout, int maxStartsPerHour) {

    public static final int MAX_STARTS_PER_HOUR = 1_000;

    public static final Duration LONGEST_TIMEOUT = Duration.ofDays(3_650);

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

    public SecuritySettings {
        require(maxSessions >= 0, "maxSessions", "must be 0 (any number) or more");
        requireTimeout(idleTimeout, "idleTimeout");
        requireTimeout(absoluteTimeout, "absoluteTimeout");
        require(
                maxStartsPerHour >= 0 && maxStartsPerHour <= MAX_STARTS_PER_HOUR,
                "maxStartsPerHour",
                "must be between 0 (any number) and " + MAX_STARTS_PER_HOUR);
    }

    /**
     * Returns whether any of these rules allows more than the other settings do: more sessions, more starts or a longer
     * timeout. {@code whenFull} does not count, because none of its values allows more sessions than another.
     */
    public boolean isLooserThan(SecuritySettings other) {
        return isLooser(maxSessions, other.maxSessions)
                || idleTimeout.compareTo(other.idleTimeout) > 0
                || absoluteTimeout.compareTo(other.absoluteTimeout) > 0
                || isLooser(maxStartsPerHour, other.maxStartsPerHour);
    }

    /** Treats 0 as the loosest limit, because it means any number. */
    static boolean isLooser(int limit, int than) {
        return than != 0 && (limit == 0 || limit > than);
    }

    static int tighter(int limit, int other) {
        return isLooser(limit, other) ? other : limit;
    }

    private static void requireTimeout(Duration timeout, String field) {
        require(
                timeout.compareTo(SHORTEST_TIMEOUT) >= 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                field,
                "must be between " + SHORTEST_TIMEOUT + " and " + LONGEST_TIMEOUT.toDays() + " days");
    }

    private static void require(boolean condition, String field, String rule) {
        if (!condition) {
            throw new InvalidSetting(field, rule);
        }
    }
}
