/** Checks whether a session is live, and tells why it ended. */
@NullMarked
package dev.rollcall.api.sessions.checks;

import org.jspecify.annotations.NullMarked;
