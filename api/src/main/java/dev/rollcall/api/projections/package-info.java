/** Rebuilds of read models: asked for over HTTP or on the command line, one at a time for each. */
@NullMarked
package dev.rollcall.api.projections;

import org.jspecify.annotations.NullMarked;
