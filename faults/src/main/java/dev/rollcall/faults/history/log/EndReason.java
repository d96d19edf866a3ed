package dev.rollcall.faults.history.log;

/** Why a session ended, in the words of the answers and events. */
public enum EndReason {
    LOGGED_OUT,
    TERMINATED_BY_USER,
    LOGGED_OUT_OTHERS,
    LOGGED_OUT_EVERYWHERE,
    EVICTED_BY_LIMIT,
    TERMINATED_BY_ADMIN,
    IDLE_TIMEOUT,
    ABSOLUTE_TIMEOUT,
    ORPHANED,
    TOKEN_REUSE_DETECTED,
    USER_REMOVED,
    ENDED_BY_PROVIDER
}
