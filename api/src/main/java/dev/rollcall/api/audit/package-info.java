/** Answers auditors: what happened to a user, who was signed in when, and proofs that nothing was changed. */
@NullMarked
package dev.rollcall.api.audit;

import org.jspecify.annotations.NullMarked;
