/**
 * The transparency log: a Merkle tree over all events, which shows whether an event was changed, removed or inserted.
 */
@NullMarked
package dev.rollcall.query.log;

import org.jspecify.annotations.NullMarked;
