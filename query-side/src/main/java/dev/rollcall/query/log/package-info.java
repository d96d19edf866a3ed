/** The transparency log: a Merkle tree over all events, which shows whether one was changed, removed or slipped in. */
@NullMarked
package dev.rollcall.query.log;

import org.jspecify.annotations.NullMarked;
