package dev.rollcall.command.refusal;

/** Only administrators may change how many sessions may start within an hour, and only for other users. */
public final class StartLimitProtected extends SessionRefusal {

    private static final long serialVersionUID = 1;

    public StartLimitProtected(int inForce) {
        super("Only administrators can change maxStartsPerHour, which is " + inForce + " now.");
    }
}
