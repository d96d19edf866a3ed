package dev.rollcall.event;

/** What a login does that would exceed the user's session limit. */
public enum WhenFull {
    EVICT_OLDEST,
    EVICT_LEAST_RECENTLY_ACTIVE,
    REJECT
}
