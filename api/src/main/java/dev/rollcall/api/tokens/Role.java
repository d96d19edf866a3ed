package dev.rollcall.api.tokens;

/** What somebody may do besides managing their own sessions. */
public enum Role {
    USER,
    ADMIN,
    AUDITOR
}
