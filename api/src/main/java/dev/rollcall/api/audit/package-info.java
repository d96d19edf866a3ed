/** What auditors ask: what happened to a user, who was signed in when, what another policy would have done. */
@NullMarked
package dev.rollcall.api.audit;

import org.jspecify.annotations.NullMarked;
