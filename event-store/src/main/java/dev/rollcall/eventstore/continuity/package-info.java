/** Verifies that connections stay with one server, and that it has everything that this node has seen committed. */
@NullMarked
package dev.rollcall.eventstore.continuity;

import org.jspecify.annotations.NullMarked;
