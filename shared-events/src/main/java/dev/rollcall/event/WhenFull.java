package dev.rollcall.event;

/** What happens to a login that would exceed the user's session limit. */
public enum WhenFull {
    EVICT_OLDEST,
    EVICT_LEAST_RECENTLY_ACTIVE,
    REJECT
}
