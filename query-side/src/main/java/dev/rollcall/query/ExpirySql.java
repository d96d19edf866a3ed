package dev.rollcall.query;

/** The expiry of a session in SQL, as {@link dev.rollcall.event.Expiry} has it, over a row joined with its last use. */
public final class ExpirySql {

    public static final String IDLE_AT =
            "COALESCE(last_activity_at, started_at) + idle_timeout_ms * interval '1 millisecond'";

    public static final String DUE_AT = "LEAST(expires_at, " + IDLE_AT + ")";

    private ExpirySql() {}
}
