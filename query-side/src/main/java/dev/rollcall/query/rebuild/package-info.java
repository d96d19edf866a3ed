/** Rebuilds read models from the events while they are read and written. */
@NullMarked
package dev.rollcall.query.rebuild;

import org.jspecify.annotations.NullMarked;
