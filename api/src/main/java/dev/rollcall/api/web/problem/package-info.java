/** Errors as problem details (RFC 9457), each with a code. */
@NullMarked
package dev.rollcall.api.web.problem;

import org.jspecify.annotations.NullMarked;
