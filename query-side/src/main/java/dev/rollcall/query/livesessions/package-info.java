/** The read model {@code live-sessions}: lists, checks, deadlines, and why a session is not live any more. */
@NullMarked
package dev.rollcall.query.livesessions;

import org.jspecify.annotations.NullMarked;
