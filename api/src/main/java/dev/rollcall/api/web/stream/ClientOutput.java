package dev.rollcall.api.web.stream;

import java.nio.charset.StandardCharsets;

/** The output to one client, which never blocks. */
public interface ClientOutput {

    /** Returns whether the client has taken everything so far. */
    boolean isReady();

    /**
     * @param events in UTF-8, as they are sent
     * @return false if the client cannot take the events now; then nothing is sent
     */
    boolean send(byte[] events);

    /** @return false if the client cannot take the events now; then nothing is sent */
    default boolean send(String events) {
        return send(events.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends these events if the client can take them now, and ends the response in any case. Nothing is sent
     * afterwards.
     */
    void end(String last);
}
