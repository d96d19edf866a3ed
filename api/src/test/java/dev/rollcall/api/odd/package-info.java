/** Odd requests to every operation, generated from a seed, and what their answers are judged by. */
@NullMarked
package dev.rollcall.api.odd;

import org.jspecify.annotations.NullMarked;
