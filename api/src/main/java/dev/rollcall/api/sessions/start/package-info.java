/** Starts sessions, if their conditions are still true when they are committed. */
@NullMarked
package dev.rollcall.api.sessions.start;

import org.jspecify.annotations.NullMarked;
