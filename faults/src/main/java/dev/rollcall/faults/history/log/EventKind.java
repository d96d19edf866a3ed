package dev.rollcall.faults.history.log;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of stored events, named as their classes. */
public enum EventKind {
    @JsonProperty("SessionStarted")
    STARTED,
    @JsonProperty("SessionTerminated")
    TERMINATED,
    @JsonProperty("SessionEvicted")
    EVICTED,
    @JsonProperty("SessionExpired")
    EXPIRED,
    @JsonProperty("AllSessionsTerminated")
    ALL_TERMINATED,
    @JsonProperty("SecuritySettingsChanged")
    SETTINGS_CHANGED;

    /** Returns whether it is about exactly one session. */
    boolean isAboutOneSession() {
        return this != ALL_TERMINATED && this != SETTINGS_CHANGED;
    }
}
