package dev.rollcall.api.sessions.stream;

/** Where the events of one client go. Nobody ever waits for the client. */
interface ClientOutput {

    /** Whether the client has taken everything so far. */
    boolean isReady();

    /** @return false if the client cannot take it now; then nothing is sent */
    boolean send(String events);

    /** Sends this if the client can take it now, and ends the answer in any case; nothing is sent after it. */
    void end(String last);
}
