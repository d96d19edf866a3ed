/** Follows the events without a gap, and hears of new ones. */
@NullMarked
package dev.rollcall.eventstore.following;

import org.jspecify.annotations.NullMarked;
