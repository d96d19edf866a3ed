/** What follows from the log about one user: what was known when, and what may have caused each event. */
@NullMarked
package dev.rollcall.faults.history.facts;

import org.jspecify.annotations.NullMarked;
