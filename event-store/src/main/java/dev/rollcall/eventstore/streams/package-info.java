/** Names the streams of events that are not about sessions, and appends to them. */
@NullMarked
package dev.rollcall.eventstore.streams;

import org.jspecify.annotations.NullMarked;
