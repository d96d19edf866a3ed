package dev.rollcall.api.tokens.external;

import dev.rollcall.event.UserId;

/** The users who have an account here. Tokens of identity providers are not accepted for them. */
public interface LocalUsers {

    boolean isLocal(UserId userId);
}
