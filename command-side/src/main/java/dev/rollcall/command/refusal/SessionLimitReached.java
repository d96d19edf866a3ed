package dev.rollcall.command.refusal;

/** The user has as many sessions as allowed, and the settings say to refuse a new one. */
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
