/** Rollcall: an event-sourced session authority. */
@NullMarked
package dev.rollcall;

import org.jspecify.annotations.NullMarked;
