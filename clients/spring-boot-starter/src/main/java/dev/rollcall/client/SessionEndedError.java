package dev.rollcall.client;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;

/** The error of a valid token whose session has ended. Validators of tokens report it. */
public class SessionEndedError extends OAuth2Error {

    private static final long serialVersionUID = 1;

    private final EndedSession session;

    /** Creates the error {@code invalid_token} (RFC 6750 section 3.1). */
    public SessionEndedError(EndedSession session) {
        super(BearerTokenErrorCodes.INVALID_TOKEN, "The session has ended", null);
        this.session = session;
    }

    /** Returns the session, with the reason of its end. */
    public EndedSession session() {
        return session;
    }
}
