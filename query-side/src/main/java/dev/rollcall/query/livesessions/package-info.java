/** The read model {@code live-sessions}: lists, checks, deadlines, and why sessions ended. */
@NullMarked
package dev.rollcall.query.livesessions;

import org.jspecify.annotations.NullMarked;
