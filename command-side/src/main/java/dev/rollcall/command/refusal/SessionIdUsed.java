package dev.rollcall.command.refusal;

import dev.rollcall.event.SessionId;

/** A session id can start one session, soon after the id was made, and never another. */
public final class SessionIdUsed extends SessionRefusal {

    private static final long serialVersionUID = 1;

    public SessionIdUsed(SessionId sessionId) {
        super("Session id " + sessionId + " cannot start a session: it was used before or made too long ago.");
    }
}
