package dev.rollcall.command.refusal;

/** Loosening rules requires a recent authentication, which the command's sender does not have. */
public final class RecentAuthenticationRequired extends SessionRefusal {

    private static final long serialVersionUID = 1;

    public RecentAuthenticationRequired() {
        super("Sign in again to loosen these rules.");
    }
}
