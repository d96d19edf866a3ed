package dev.rollcall.command.refusal;

/** A rule refused the command. Nothing was changed. */
public abstract sealed class SessionRefusal extends RuntimeException
        permits SessionLimitReached,
                TooManySessionStarts,
                SessionIdUsed,
                StartLimitProtected,
                RecentAuthenticationRequired {

    private static final long serialVersionUID = 1;

    SessionRefusal(String message) {
        super(message, null, false, false);
    }
}
