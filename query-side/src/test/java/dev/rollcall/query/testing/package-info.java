/** The read models on a real PostgreSQL, without the rest of the service. */
@NullMarked
package dev.rollcall.query.testing;

import org.jspecify.annotations.NullMarked;
