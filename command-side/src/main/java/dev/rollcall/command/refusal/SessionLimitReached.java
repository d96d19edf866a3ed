package dev.rollcall.command.refusal;

/** The user holds as many sessions as allowed, and the settings say that a newcomer is refused. */
public final class SessionLimitReached extends SessionRefusal {

    private static final long serialVersionUID = 1;

    private final int maxSessions;

    public SessionLimitReached(int maxSessions) {
        super("The limit of " + maxSessions + (maxSessions == 1 ? " session" : " sessions")
                + " is reached. Sign out on another device first.");
        this.maxSessions = maxSessions;
    }

    public int maxSessions() {
        return maxSessions;
    }
}
