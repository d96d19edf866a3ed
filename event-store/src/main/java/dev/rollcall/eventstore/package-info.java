/** Axon on PostgreSQL: how events are stored, read in order, and committed. */
@NullMarked
package dev.rollcall.eventstore;

import org.jspecify.annotations.NullMarked;
