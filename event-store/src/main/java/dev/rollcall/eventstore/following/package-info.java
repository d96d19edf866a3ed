/** Follows the events without gaps, and is notified of new ones. */
@NullMarked
package dev.rollcall.eventstore.following;

import org.jspecify.annotations.NullMarked;
