/** Is a session live, and why did it end? */
@NullMarked
package dev.rollcall.api.sessions.checks;

import org.jspecify.annotations.NullMarked;
