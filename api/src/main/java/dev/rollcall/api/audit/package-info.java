/** What auditors see, and the proofs that it was not changed. */
@NullMarked
package dev.rollcall.api.audit;

import org.jspecify.annotations.NullMarked;
