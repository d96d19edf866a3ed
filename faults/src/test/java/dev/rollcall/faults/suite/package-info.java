/** Runs nodes against PostgreSQL under load, breaks something, and lets the history check decide. */
@NullMarked
package dev.rollcall.faults.suite;

import org.jspecify.annotations.NullMarked;
