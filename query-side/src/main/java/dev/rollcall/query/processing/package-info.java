/** Runs the projections that follow the events. Rebuilds do without it. */
@NullMarked
package dev.rollcall.query.processing;

import org.jspecify.annotations.NullMarked;
