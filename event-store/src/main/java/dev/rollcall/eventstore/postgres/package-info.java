/** Connections to PostgreSQL, and the embedded server. */
@NullMarked
package dev.rollcall.eventstore.postgres;

import org.jspecify.annotations.NullMarked;
