package dev.rollcall.api.sessions.checks;

/** The channel on which nodes notify each other that sessions have ended. */
public final class EndedSessionChannel {

    public static final String NAME = "rollcall_endings";

    private EndedSessionChannel() {}
}
