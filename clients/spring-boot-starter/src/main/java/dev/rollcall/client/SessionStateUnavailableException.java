package dev.rollcall.client;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;

/** It is not known at the moment whether the session of a token is live. The request is refused with 503. */
public class SessionStateUnavailableException extends OAuth2AuthenticationException {

    private static final long serialVersionUID = 1;

    /** @param cause why Rollcall could not be asked, or null if it was not asked */
    public SessionStateUnavailableException(String message, @Nullable Throwable cause) {
        super(
                new BearerTokenError("temporarily_unavailable", HttpStatus.SERVICE_UNAVAILABLE, message, null),
                message,
                cause);
    }

    /** Does nothing: under an outage there are many of these, and each is a normal answer. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
