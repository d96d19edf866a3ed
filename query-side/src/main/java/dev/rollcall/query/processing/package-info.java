/** Runs the projections that follow the events. Rebuilds do not need this package. */
@NullMarked
package dev.rollcall.query.processing;

import org.jspecify.annotations.NullMarked;
