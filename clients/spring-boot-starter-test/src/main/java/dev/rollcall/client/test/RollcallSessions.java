package dev.rollcall.client.test;

/** Sessions for requests of tests: {@code mvc.perform(get("/orders").with(rollcallSession("june")))}. */
public final class RollcallSessions {

    private RollcallSessions() {}

    /** Returns a live session of a user with the role {@code USER}. */
    public static TestSession rollcallSession(String userId) {
        return TestSession.of(userId);
    }
}
