/** Odd requests to every operation, generated from a seed, and the rules that judge the answers. */
@NullMarked
package dev.rollcall.api.odd;

import org.jspecify.annotations.NullMarked;
