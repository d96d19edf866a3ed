/** Expires sessions when their deadline has come. */
@NullMarked
package dev.rollcall.api.sessions.expiry;

import org.jspecify.annotations.NullMarked;
