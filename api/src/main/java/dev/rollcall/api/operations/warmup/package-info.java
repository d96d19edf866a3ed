/** Exercises a node before it reports that it is ready. */
@NullMarked
package dev.rollcall.api.operations.warmup;

import org.jspecify.annotations.NullMarked;
