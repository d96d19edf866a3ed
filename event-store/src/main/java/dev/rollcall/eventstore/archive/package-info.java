/** Deletes events that are in files, and knows which ones are. */
@NullMarked
package dev.rollcall.eventstore.archive;

import org.jspecify.annotations.NullMarked;
