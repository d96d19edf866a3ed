/** Verifies an export of the log offline, as auditors do. */
@NullMarked
package dev.rollcall.transparency.verify;

import org.jspecify.annotations.NullMarked;
