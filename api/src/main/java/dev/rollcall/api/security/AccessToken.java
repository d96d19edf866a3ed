package dev.rollcall.api.security;

import dev.rollcall.api.accounts.Role;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.time.Instant;

/** What a verified access token says. */
record AccessToken(UserId userId, SessionId sessionId, String userName, Role role, Instant expiresAt)
        implements BearerToken {}
