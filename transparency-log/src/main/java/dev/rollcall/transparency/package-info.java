/** A transparency log: a Merkle tree over all events (RFC 6962), its proofs, and its signed checkpoints. Plain Java. */
@NullMarked
package dev.rollcall.transparency;

import org.jspecify.annotations.NullMarked;
