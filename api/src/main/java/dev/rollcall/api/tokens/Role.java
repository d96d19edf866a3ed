package dev.rollcall.api.tokens;

/** What a user may do besides managing their own sessions. */
public enum Role {
    USER,
    ADMIN,
    AUDITOR
}
