package dev.rollcall.event;

import java.time.Instant;

/**
 * The transparency log signs its checkpoints with another key from this event on. Belongs to no user.
 *
 * @param statement names the earlier and the later key, and is signed with both: a signed note (c2sp.org/signed-note)
 */
public record LogKeyReplaced(Instant replacedAt, String statement) {}
