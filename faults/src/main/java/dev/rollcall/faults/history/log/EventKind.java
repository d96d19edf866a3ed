package dev.rollcall.faults.history.log;

import com.fasterxml.jackson.annotation.JsonValue;

/** The kinds of stored events. */
public enum EventKind {
    STARTED("SessionStarted"),
    TERMINATED("SessionTerminated"),
    EVICTED("SessionEvicted"),
    EXPIRED("SessionExpired"),
    ALL_TERMINATED("AllSessionsTerminated"),
    SETTINGS_CHANGED("SecuritySettingsChanged");

    private final String type;

    EventKind(String type) {
        this.type = type;
    }

    /** Returns the type as it is stored, without its package. */
    @JsonValue
    public String type() {
        return type;
    }

    /** Returns whether it is about exactly one session. */
    boolean isAboutOneSession() {
        return this != ALL_TERMINATED && this != SETTINGS_CHANGED;
    }
}
