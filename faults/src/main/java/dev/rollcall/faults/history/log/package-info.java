/** The log: what clients did and were answered, and the events that were stored in the end. */
@NullMarked
package dev.rollcall.faults.history.log;

import org.jspecify.annotations.NullMarked;
