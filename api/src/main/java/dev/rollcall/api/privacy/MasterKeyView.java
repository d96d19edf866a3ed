package dev.rollcall.api.privacy;

import java.time.Instant;

/**
 * A master key as operators see it.
 *
 * @param id tells keys apart, and reveals nothing about them
 * @param inUse whether it wraps new keys of users; otherwise some may still be wrapped by it
 * @param since when it was taken into use
 */
public record MasterKeyView(String id, boolean inUse, Instant since) {}
