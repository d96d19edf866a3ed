package dev.rollcall.api.sessions.stream;

/** The output to one client, which never blocks. */
interface ClientOutput {

    /** Returns whether the client has taken everything so far. */
    boolean isReady();

    /** @return false if the client cannot take the events now; then nothing is sent */
    boolean send(String events);

    /**
     * Sends these events if the client can take them now, and ends the response in any case. Nothing is sent
     * afterwards.
     */
    void end(String last);
}
