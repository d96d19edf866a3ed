/** Compares the clock of this node with the one that all nodes share, the database server's. */
@NullMarked
package dev.rollcall.eventstore.clock;

import org.jspecify.annotations.NullMarked;
