package dev.rollcall.command.refusal;

/** Rules are loosened by somebody who authenticated a short while ago, and the sender of the command did not. */
public final class RecentAuthenticationRequired extends SessionRefusal {

    private static final long serialVersionUID = 1;

    public RecentAuthenticationRequired() {
        super("Sign in again to loosen these rules.");
    }
}
