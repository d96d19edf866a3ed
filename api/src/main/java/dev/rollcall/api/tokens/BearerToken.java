package dev.rollcall.api.tokens;

import dev.rollcall.event.UserId;
import java.time.Instant;

/** A token whose signature and claims were verified; whether its session is live is another question. */
public sealed interface BearerToken permits AccessToken, ExternalToken {

    UserId userId();

    Instant expiresAt();
}
