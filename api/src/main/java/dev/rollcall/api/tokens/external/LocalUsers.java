package dev.rollcall.api.tokens.external;

import dev.rollcall.event.UserId;

/** The users who have an account here, whom no identity provider may vouch for. */
public interface LocalUsers {

    boolean isLocal(UserId userId);
}
