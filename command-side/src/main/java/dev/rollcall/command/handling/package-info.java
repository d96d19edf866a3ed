/** Handles commands: one at a time for each user, from a cache, and again after a lost race. */
@NullMarked
package dev.rollcall.command.handling;

import org.jspecify.annotations.NullMarked;
