package dev.rollcall.api.tokens;

import dev.rollcall.event.UserId;
import java.time.Instant;

/** A token whose signature and claims were verified. Its session may have ended. */
public sealed interface BearerToken permits AccessToken, ExternalToken {

    UserId userId();

    Instant expiresAt();
}
