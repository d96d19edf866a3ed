/** The limit on sessions: in the events, in the answers, and at every moment. */
@NullMarked
package dev.rollcall.faults.history.rules.limit;

import org.jspecify.annotations.NullMarked;
