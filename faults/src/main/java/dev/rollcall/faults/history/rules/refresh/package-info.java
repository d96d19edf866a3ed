/** Refresh tokens: one chain for each session, and no reuse. */
@NullMarked
package dev.rollcall.faults.history.rules.refresh;

import org.jspecify.annotations.NullMarked;
