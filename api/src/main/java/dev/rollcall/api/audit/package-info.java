/** What auditors ask: what happened to a user, who was signed in when; and the proofs that nothing was changed. */
@NullMarked
package dev.rollcall.api.audit;

import org.jspecify.annotations.NullMarked;
