package dev.rollcall.command.refusal;

/** How many sessions may start within an hour is set by administrators, and for others only. */
public final class StartLimitProtected extends SessionRefusal {

    private static final long serialVersionUID = 1;

    public StartLimitProtected(int inForce) {
        super("maxStartsPerHour is for administrators to change, and is " + inForce + " now.");
    }
}
