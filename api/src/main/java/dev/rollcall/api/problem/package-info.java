/** Errors, as RFC 9457 problems with a stable code. */
@NullMarked
package dev.rollcall.api.problem;

import org.jspecify.annotations.NullMarked;
