/** Errors in the form of Rollcall's own (RFC 9457). */
@NullMarked
package dev.rollcall.client.problems;

import org.jspecify.annotations.NullMarked;
