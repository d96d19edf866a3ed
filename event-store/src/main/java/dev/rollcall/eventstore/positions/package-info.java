/** Positions among the events: up to where none can appear any more, and on which server that is known. */
@NullMarked
package dev.rollcall.eventstore.positions;

import org.jspecify.annotations.NullMarked;
