package dev.rollcall.command;

import java.time.Duration;
import java.time.Instant;

/**
 * The answer to {@link StartSession}.
 *
 * @param expiresAt absolute expiry
 * @param bootstrap whether the user had no live session before
 */
public record StartedSession(Instant startedAt, Duration idleTimeout, Instant expiresAt, boolean bootstrap) {}
